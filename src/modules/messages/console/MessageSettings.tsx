/** How messages leave the house: which office hears by e-mail, and how each message is worded. */
import { useMe } from '../../../console/me.ts'
import { Addresses } from './Addresses.tsx'
import { Texts } from './Texts.tsx'

export default function MessageSettingsScreen() {
  const me = useMe()
  return (
    <div className="page">
      <h1>短信和邮件</h1>
      <Addresses />
      {me.data?.may.includes('message.edit') && <Texts />}
    </div>
  )
}
