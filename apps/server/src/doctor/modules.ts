import { complaint, type Check, type CheckId, type Finding } from './doctor.ts'
import type { Probe } from './probe.ts'
import { nobody, tried, type Try } from './tried.ts'

type Module = 'calendar' | 'meeting' | 'documents' | 'drive' | 'archive'

// They help a handover and do not carry it, so a no is a warning.
const mayCall: Try = {
  isAboutPeople: true,
  no: 'warn',
  said: {
    zh: '可以调用（用不存在的编号试过，什么也没动）',
    en: 'May be called (tried with an id that does not exist; nothing moved)',
  },
}
const after: readonly CheckId[] = ['trusted-ip']

/** Other modules of WeCom that keep a list of their own of the apps that may call them. */
export const moduleChecks: Readonly<Record<Module, Check<Probe>>> = {
  calendar: {
    what: { zh: '日程：可调用接口的应用', en: 'Calendar: callable applications' },
    means: { zh: '交接的日程和提醒靠它建', en: 'Schedules and reminders of a handover are made by it' },
    after,
    look: (probe) => tried(probe, 'getCalendars', { cal_id_list: [nobody] }, mayCall),
  },
  meeting: {
    what: { zh: '会议：可调用接口的应用', en: 'Meeting: callable applications' },
    means: { zh: '离职人的会议靠它换人重建', en: 'Meetings of a leaver are made anew by it' },
    after,
    look: (probe) => tried(probe, 'listMeetingIds', { userid: nobody }, mayCall),
  },
  documents: {
    what: { zh: '文档：可调用接口的应用', en: 'Documents: callable applications' },
    means: { zh: '交接文档、智能表格和知识库文章靠它', en: 'Handover documents, smart sheets and articles' },
    after,
    look: (probe) => tried(probe, 'getDocInfo', { docid: nobody }, mayCall),
  },
  drive: {
    what: { zh: '微盘：可调用接口的应用', en: 'Drive: callable applications' },
    means: { zh: '共享空间换管理员靠它', en: 'Shared spaces get another manager by it' },
    after,
    look: (probe) => tried(probe, 'getDriveSpace', { spaceid: nobody }, mayCall),
  },
  archive: {
    what: { zh: '会话内容存档（选用）', en: 'Chat archive (optional)' },
    means: {
      zh: '聊天记录只有从这里才交接得到；企业微信没有迁移聊天记录的接口',
      en: 'Chat records can be handed over only from here; WeCom has no call that moves them',
    },
    after: ['app-secret'],
    look: lookAtArchive,
  },
}

async function lookAtArchive(probe: Probe): Promise<Finding> {
  if (!probe.hasArchiveSecret)
    return {
      state: 'ok',
      said: {
        zh: '没有接入：聊天记录不随交接走，报告会写明。要接入就设 WECOM_ARCHIVE_SECRET',
        en: 'Not connected: chat records stay behind and reports say so. To connect it set WECOM_ARCHIVE_SECRET',
      },
    }
  try {
    const { ids } = await probe.wecom.call('listArchivedMembers', {})
    if (ids.length === 0) return noSeats
    const n = ids.length
    return { state: 'ok', said: { zh: `${n} 位成员有存档席位`, en: `${n} members hold a seat` } }
  } catch (error) {
    return complaint(error, 'warn')
  }
}

const noSeats: Finding = {
  state: 'warn',
  code: null,
  cause: {
    zh: '存档已开通，但没有成员占用席位，什么也没有存',
    en: 'The archive is open, but nobody holds a seat, so nothing is recorded',
  },
  remedy: {
    zh: '管理后台 > 安全与管理 > 管理工具 > 会话内容存档 > 开启范围：加入会联系客户的成员',
    en: 'Admin console > Management tools > Chat archive > range: add the members who talk to customers',
  },
}
