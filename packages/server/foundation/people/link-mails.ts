import type { Locale, Role } from '@salesloom/contract'
import type { WorkspaceTransaction } from '../../platform/database/index.ts'
import type { CallContext } from '../../platform/http/call-context.ts'
import type { MailContent, Mailer } from '../mail/index.ts'

type Names = { readonly workspace: { readonly zh: string; readonly en: string }; readonly by: string }
type Link = { readonly path: string; readonly expiresAt: string }

const day = (link: Link): string => link.expiresAt.slice(0, 10)

const ROLE_NAMES: Readonly<Record<Locale, Readonly<Record<Role, string>>>> = {
  'zh-CN': {
    administrator: '管理员',
    director: '销售总监',
    manager: '区域经理',
    representative: '销售代表',
    analyst: '运营分析师',
    respondent: '受访者',
    guest: '访客',
  },
  'zh-TW': {
    administrator: '管理員',
    director: '銷售總監',
    manager: '區域經理',
    representative: '銷售代表',
    analyst: '營運分析師',
    respondent: '受訪者',
    guest: '訪客',
  },
  en: {
    administrator: 'administrator',
    director: 'sales director',
    manager: 'regional manager',
    representative: 'sales representative',
    analyst: 'analyst',
    respondent: 'respondent',
    guest: 'guest',
  },
}

/** What an invitation says. */
export function invitationMail(locale: Locale, names: Names, role: Role, link: Link): MailContent {
  const as = ROLE_NAMES[locale][role]
  const { workspace, by } = names
  if (locale === 'en')
    return {
      subject: `Invitation to ${workspace.en} in Salesloom`,
      lines: [
        `${by} invites you to ${workspace.en} in Salesloom, as ${as}.`,
        `Open the link and choose a password, or sign in with the one you have. It works once, until ${day(link)}.`,
        'If you do not know who invites you, leave it: nothing happens then.',
      ],
      action: { label: 'Accept the invitation', path: link.path },
    }
  if (locale === 'zh-TW')
    return {
      subject: `邀請您加入 Salesloom 的「${workspace.zh}」`,
      lines: [
        `${by} 邀請您以「${as}」身分加入 Salesloom 的「${workspace.zh}」。`,
        `開啟連結並設定密碼, 或以現有帳號登入。連結只能使用一次, ${day(link)} 前有效。`,
        '如果您不認識邀請人, 請忽略此郵件, 不會有任何影響。',
      ],
      action: { label: '接受邀請', path: link.path },
    }
  return {
    subject: `邀请您加入 Salesloom 的“${workspace.zh}”`,
    lines: [
      `${by} 邀请您以“${as}”身份加入 Salesloom 的“${workspace.zh}”。`,
      `打开链接并设置密码, 或用现有账号登录。链接只能使用一次, ${day(link)} 前有效。`,
      '如果您不认识邀请人, 请忽略此邮件, 不会有任何影响。',
    ],
    action: { label: '接受邀请', path: link.path },
  }
}

/** What a mail with a link for a new password says. */
export function resetMail(locale: Locale, { by }: Names, link: Link): MailContent {
  if (locale === 'en')
    return {
      subject: 'A new password for Salesloom',
      lines: [
        `${by} made a link with which you choose a new password. It works once, until ${day(link)}.`,
        'If you did not ask for it, tell your administrator; the old password goes on working.',
      ],
      action: { label: 'Choose a new password', path: link.path },
    }
  if (locale === 'zh-TW')
    return {
      subject: '設定新的 Salesloom 密碼',
      lines: [
        `${by} 為您建立了設定新密碼的連結。只能使用一次, ${day(link)} 前有效。`,
        '如果您沒有要求, 請告知管理員; 原密碼仍然有效。',
      ],
      action: { label: '設定新密碼', path: link.path },
    }
  return {
    subject: '设置新的 Salesloom 密码',
    lines: [
      `${by} 为您生成了设置新密码的链接。只能使用一次, ${day(link)} 前有效。`,
      '如果您没有要求, 请告知管理员; 原密码仍然有效。',
    ],
    action: { label: '设置新密码', path: link.path },
  }
}

/** Posts a mail with a link of the caller's workspace to one address. @returns whether it is on its way */
export async function postLink(
  tx: WorkspaceTransaction,
  { workspaceId, actor, clock }: CallContext,
  mailer: Mailer,
  to: { readonly email: string; readonly locale: Locale },
  kind: 'invitation' | 'passwordReset',
  content: (names: Names) => MailContent,
): Promise<boolean> {
  const row = await tx
    .selectFrom('workspace')
    .select(['name_zh', 'name_en'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const names = { workspace: { zh: row.name_zh, en: row.name_en }, by: actor.name }
  const message = { kind, to: [to], content: () => content(names), by: actor.name }
  return (await mailer.post(tx, workspaceId, message, clock.now())) > 0
}
