/** For which amounts each option of a choice is, with the rule that says so. */
import type { PowerFact } from '../powers.schema.ts'
import { Check, TextInput } from '../../../../console/editor/inputs.tsx'
import type { PartProps } from './BasicPart.tsx'

type OptionBand = NonNullable<PowerFact['optionBands']>[number]

/**
 * What is told of each option, in the options' order; a new option is for every amount until somebody says otherwise.
 */
export const bandsOfOptions = (
  options: readonly string[],
  told: readonly OptionBand[] | undefined,
  bands: readonly string[],
): OptionBand[] =>
  options.map((option) => told?.find((o) => o.option === option) ?? { option, bands: [...bands], basis: '' })

export function OptionBandsPart({
  d,
  f,
  put,
}: Pick<PartProps, 'd'> & { f: PowerFact; put: (fact: PowerFact) => void }) {
  if (!d.amount) return null
  const { bands } = d.amount
  const told = bandsOfOptions(
    f.options ?? [],
    f.optionBands,
    bands.map((b) => b.key),
  )
  const set = (option: string, part: Partial<OptionBand>) =>
    put({ ...f, optionBands: told.map((o) => (o.option === option ? { ...o, ...part } : o)) })
  return (
    <>
      <Check
        label="每个选项只用于几档金额"
        hint="例如“直接发包”只用于 5 万元以下"
        value={f.optionBands !== undefined}
        onValue={(on) => put({ ...f, optionBands: on ? told : undefined })}
      />
      {f.optionBands !== undefined &&
        told.map((o) => (
          <fieldset key={o.option} className="plain-set">
            <legend className="label">“{o.option}”用于</legend>
            <div className="check-row">
              {bands.map((b) => (
                <Check
                  key={b.key}
                  label={b.name}
                  value={o.bands.includes(b.key)}
                  onValue={(on) =>
                    set(o.option, {
                      bands: bands.map((x) => x.key).filter((k) => (k === b.key ? on : o.bands.includes(k))),
                    })
                  }
                />
              ))}
            </div>
            <TextInput
              label="依据"
              hint="不许选的人会看到"
              value={o.basis}
              max={200}
              onValue={(basis) => set(o.option, { basis })}
            />
          </fieldset>
        ))}
    </>
  )
}
