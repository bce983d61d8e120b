/** Who drafted, reviewed, signed, and when. Names of post holders acting in their post are public. */
export type HandLine = {
  step: string
  name: string
  post: string
  place: string
  at: string
  deputyFor: string
  comment: string
}

export function Hands({ hands }: { hands: readonly HandLine[] }) {
  return (
    <ol class="hands">
      {hands.map((h, i) => (
        <li key={i}>
          <b>{h.step}</b>
          {h.name}
          <span class="quiet">
            {h.post}
            {h.deputyFor && `（代${h.deputyFor}）`}
            {h.at && (
              <>
                {h.post && '　'}
                <span class="at">{h.at}</span>
              </>
            )}
            {h.comment && `　${h.comment}`}
          </span>
        </li>
      ))}
    </ol>
  )
}
