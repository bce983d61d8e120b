/**
 * Speech to text by a service that the county chooses: none by default. What it hears leaves the house, so that the
 * settings must name it.
 */
import { UserError } from '../platform/errors.ts'

export type Sound = { bytes: Uint8Array; type: string; name: string }
/**
 * What was said, as the service heard it; a person corrects it. Throws `UserError` 503 where the service does not
 * answer as it should.
 */
export type Speech = { transcribe(sound: Sound): Promise<string> }

const patienceMs = 120_000

/**
 * The transcription call that many services share, in-house ones too (whisper.cpp, vLLM, FunASR's gateway): a POST of
 * multipart/form-data with `file`, `model`, `language`, `response_format=json`, a Bearer token, answered by `{"text":
 * "…"}`. `url`: the whole address, for example http://10.0.0.5:8000/v1/audio/transcriptions.
 */
export function httpSpeech(url: string, key: string, model: string): Speech {
  return {
    async transcribe({ bytes, type, name }) {
      const form = new FormData()
      form.append('file', new File([new Uint8Array(bytes)], name, { type }))
      for (const [field, value] of [
        ['model', model],
        ['language', 'zh'],
        ['response_format', 'json'],
      ] as const)
        form.append(field, value)
      const answer = await fetch(url, {
        method: 'POST',
        body: form,
        headers: key === '' ? {} : { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(patienceMs),
      }).catch(() => undefined)
      const told = answer?.ok
        ? ((await answer.json().catch(() => undefined)) as { text?: unknown } | undefined)
        : undefined
      if (typeof told?.text !== 'string') throw new UserError(503, '语音转文字没有成功，请自己听写，或者过一会儿再试。')
      return told.text.trim()
    },
  }
}
