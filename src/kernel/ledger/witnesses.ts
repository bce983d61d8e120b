/** Cosignatures of other institutions' witnesses: checked, kept, and served with the checkpoint they are about. */
import { sql, type Db, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { toHex } from './bytes.ts'
import { verifyCosignature } from './cosignature.ts'
import { parseNote, parseVkey, signaturesOf } from './note.ts'
import { findCheckpoint } from './queries.ts'

/**
 * Adds what a witness answered (one or more signature lines) to the checkpoint of `size`. `vkey`: the witness's
 * verifier key, which the county knows from the institution itself. Adding it twice changes nothing. Throws `UserError`
 * 422 if it does not fit.
 */
export async function addCosignature(
  db: Db | Tx,
  size: number,
  answer: string,
  vkey: string,
  now: Date,
): Promise<void> {
  const key = parseVkey(vkey)
  if (!key) throw invalid('见证方的公钥写法不对，须是「名称+编号+公钥」一行，请向见证方索要。')
  const checkpoint = await findCheckpoint(db, size)
  if (!checkpoint) throw invalid(`本日志没有签发过第 ${size} 条时的检查点，请核对见证的是不是本日志。`)
  const note = parseNote(checkpoint.note + (answer.endsWith('\n') ? answer : `${answer}\n`))
  const line = note && signaturesOf(note, key).at(-1)?.line
  const { verdict, seconds } = note ? verifyCosignature(note, key) : { verdict: 'absent' as const, seconds: undefined }
  if (!line || seconds === undefined) {
    throw invalid(
      verdict === 'invalid'
        ? '见证签名与检查点或公钥不符，没有收下。请见证方重新签名。'
        : '这几行里没有该见证方的签名，没有收下。请检查是否复制完整。',
    )
  }
  await sql`
    INSERT INTO ledger_cosignatures (size, name, key_hash, line, cosigned_at, added_at)
    VALUES (${size}, ${key.name}, ${toHex(key.keyId)}, ${line}, ${new Date(seconds * 1000)}, ${now})
    ON CONFLICT (size, name, key_hash) DO NOTHING`.execute(db)
}
