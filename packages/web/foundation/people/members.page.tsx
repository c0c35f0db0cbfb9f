import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '../../api/session.ts'
import { useText } from '../../i18n/index.ts'
import { SettingsFrame } from '../settings/settings-frame.tsx'
import { InvitationTable } from './invitation-table.tsx'
import { InviteMember } from './invite-member.tsx'
import { LinkOnce, type MadeLink } from './link-once.tsx'
import { MemberTable } from './member-table.tsx'
import { refreshPeople } from './refresh-people.ts'
import './people.css'

/** Members and open invitations. */
export function MembersPage() {
  const { t } = useText()
  const mayChange = useMay('members.write')
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<MadeLink | null>(null)
  const made = (next: MadeLink) => {
    setInviting(false)
    setLink(next)
    void refreshPeople()
  }
  return (
    <SettingsFrame
      page="members"
      actions={
        mayChange && (
          <Button type="primary" onClick={() => setInviting(true)}>
            {t('people.invite.action')}
          </Button>
        )
      }
    >
      <div className="people">
        <MemberTable onLink={setLink} />
        <InvitationTable onLink={setLink} />
      </div>
      {inviting && <InviteMember onClose={() => setInviting(false)} onMade={made} />}
      {link !== null && <LinkOnce link={link} onClose={() => setLink(null)} />}
    </SettingsFrame>
  )
}
