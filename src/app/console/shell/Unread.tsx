/** How many messages wait, asked every minute. */
import { Link } from '../../../console/router.tsx'
import { useMessages } from '../messages/useMessages.ts'

export function Unread() {
  const messages = useMessages()
  const unread = messages.data?.messages.filter((m) => !m.read).length ?? 0
  return (
    <Link to="/messages" className="unread">
      消息{unread > 0 && <b aria-label={`${unread} 条没看`}>{unread}</b>}
    </Link>
  )
}
