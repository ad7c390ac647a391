import type { Answers, Ctx } from '../answer.ts'
import type { Company } from '../model/company.ts'
import type { Member } from '../model/records.ts'
import { isVisible, visibleDepartments } from '../model/range.ts'
import { page } from './pages.ts'

type Reading = Pick<
  Answers,
  'getUser' | 'listUsersBrief' | 'listUsers' | 'listUserIds' | 'findUserByEmail' | 'findUserByMobile'
>

const idShape = /^[0-9A-Za-z_\-@.]{1,64}$/

/** Reading members. Apps see names and places only: private fields are withheld since 2022-06-20 (doc 96255). */
export const members: Reading = {
  getUser(company, { userid }, ctx) {
    if (userid.trim() === '') return { refuse: 41009 }
    if (!idShape.test(userid)) return { refuse: 40003 }
    if (ctx.secret === 'contacts' && company.corp.syncDetailsClosed) return { refuse: 48009 }
    const member = company.member(userid)
    if (member === undefined) return { refuse: 60111 }
    if (ctx.secret !== 'contacts' && !isVisible(company, member)) return { refuse: 60011 }
    return memberView(company, member, ctx)
  },

  listUsersBrief(company, { department_id }, ctx) {
    const found = inDepartment(company, department_id, ctx)
    if ('refuse' in found) return found
    return {
      userlist: found.members.map((member) => ({
        userid: member.userid,
        name: member.name,
        department: seenDepartments(company, member, ctx),
        open_userid: '',
      })),
    }
  },

  listUsers(company, { department_id }, ctx) {
    const found = inDepartment(company, department_id, ctx)
    if ('refuse' in found) return found
    return { userlist: found.members.map((member) => memberView(company, member, ctx)) }
  },

  listUserIds(company, input) {
    // The contacts-sync helper was switched off for this caller in the console.
    if (company.corp.syncForbidden) return { refuse: 60031 }
    const rows = [...company.members.values()].flatMap((member) =>
      member.departments.map((department) => ({ userid: member.userid, department })),
    )
    const found = page(rows, input.cursor, input.limit ?? 10_000)
    return found === undefined
      ? { refuse: 40035, hint: 'cursor' }
      : { dept_user: found.items, next_cursor: found.next }
  },

  findUserByEmail: (company, { email, email_type }, ctx) =>
    idOf(company, ctx, (member) => (email_type === 2 ? member.email : member.bizMail) === email),

  findUserByMobile: (company, { mobile }, ctx) => idOf(company, ctx, (member) => member.mobile === mobile),
}

function idOf(
  company: Company,
  ctx: Ctx,
  is: (member: Member) => boolean,
): { userid: string } | { refuse: 46004 } {
  for (const member of company.members.values()) {
    if (is(member) && (ctx.secret === 'contacts' || isVisible(company, member)))
      return { userid: member.userid }
  }
  return { refuse: 46004 }
}

type DepartmentCode = 40066 | 45029 | 48009 | 60003 | 60011 | 60123

function inDepartment(
  company: Company,
  id: number,
  ctx: Ctx,
): { members: Member[] } | { refuse: DepartmentCode } {
  if (ctx.secret === 'contacts' && company.corp.syncDetailsClosed) return { refuse: 48009 }
  if (id < 0) return { refuse: 40066 }
  if (id === 0) return { refuse: 60123 }
  const department = company.departments.get(String(id))
  if (department === undefined) return { refuse: 60003 }
  if (ctx.secret !== 'contacts' && !visibleDepartments(company).has(id)) return { refuse: 60011 }
  if (department.crowded === true) return { refuse: 45029 }
  return { members: [...company.members.values()].filter((member) => member.departments.includes(id)) }
}

function seenDepartments(company: Company, member: Member, ctx: Ctx): number[] {
  if (ctx.secret === 'contacts') return member.departments
  const visible = visibleDepartments(company)
  return member.departments.filter((id) => visible.has(id))
}

export function memberView(company: Company, member: Member, ctx: Ctx) {
  const seen = seenDepartments(company, member, ctx)
  const at = seen.map((id) => member.departments.indexOf(id))
  return {
    userid: member.userid,
    name: member.name,
    department: seen,
    order: at.map((index) => member.order[index] ?? 0),
    is_leader_in_dept: seen.map((id) => (member.leaderIn.includes(id) ? 1 : 0)),
    main_department: member.mainDepartment,
    direct_leader: member.directLeader.filter((userid) => {
      const leader = company.member(userid)
      return leader !== undefined && (ctx.secret === 'contacts' || isVisible(company, leader))
    }),
    position: member.position,
    telephone: member.telephone,
    alias: member.alias,
    external_position: member.externalPosition,
    status: member.status,
    ...(company.is('enableFieldInReplies') ? { enable: member.status === 2 ? 0 : 1 } : {}),
    extattr: { attrs: [] },
    external_profile: { external_corp_name: '禾木云店', external_attr: [] },
    ...(ctx.secret === 'contacts' ? privateFields(member) : {}),
  }
}

export function privateFields(member: Member) {
  return {
    gender: member.gender,
    mobile: member.mobile,
    email: member.email,
    biz_mail: member.bizMail,
    avatar: `https://wework.qpic.example.cn/head/${member.userid}/0`,
    thumb_avatar: `https://wework.qpic.example.cn/head/${member.userid}/100`,
    qr_code: `https://open.work.weixin.qq.com/wwopen/userQRCode?vcode=${member.userid}`,
    address: member.address,
  }
}
