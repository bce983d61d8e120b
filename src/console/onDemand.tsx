/** A screen whose code is fetched when it is first opened. */
import { useEffect, useState, type ComponentType } from 'react'
import { Loading } from './parts/State.tsx'

type Module<P> = { default: ComponentType<P> }

/** `load` fetches the code beforehand, so that it travels while something else is still being waited for. */
export type OnDemand<P> = ComponentType<P> & { load: () => Promise<void> }

/**
 * Like React's `lazy`, but shown as soon as it is there: React holds back what a `Suspense` uncovers for 300 ms after
 * the last placeholder, which every screen of the console paid. Code that can't be fetched throws into the nearest
 * `Mishap`; opened again it is asked for again.
 */
export function onDemand<P extends object>(fetchModule: () => Promise<Module<P>>): OnDemand<P> {
  let Found: ComponentType<P> | undefined
  let coming: Promise<void> | undefined
  const load = () => {
    coming ??= fetchModule().then(
      (module) => {
        Found = module.default
      },
      (failure: unknown) => {
        coming = undefined
        throw failure
      },
    )
    return coming
  }
  const Screen = (props: P) => {
    const [, setHere] = useState(Found !== undefined)
    const [failure, setFailure] = useState<unknown>()
    useEffect(() => {
      // It may have come between the drawing and now.
      if (Found) return setHere(true)
      let gone = false
      load().then(
        () => !gone && setHere(true),
        (error: unknown) => !gone && setFailure(error ?? new Error('no code')),
      )
      return () => {
        gone = true
      }
    }, [])
    if (failure !== undefined) throw failure
    return Found ? <Found {...props} /> : <Loading />
  }
  return Object.assign(Screen, { load })
}
