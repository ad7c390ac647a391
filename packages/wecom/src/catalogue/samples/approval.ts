import type { approval } from '../approval.ts'
import { no, ok, type Samples } from './sample.ts'

const zh = (text: string) => ({ text, lang: 'zh_CN' })
const controls = [
  {
    property: { control: 'Contact', id: 'Contact-01', title: [zh('接收人')], require: 1, un_print: 0 },
    config: { contact: { type: 'single', mode: 'user' } },
  },
  {
    property: {
      control: 'Selector',
      id: 'Selector-02',
      title: [zh('交接类型')],
      placeholder: [zh('请选择')],
      require: 1,
    },
    config: { selector: { type: 'single', options: [{ key: 'option-1', value: zh('调岗') }] } },
  },
  {
    property: { control: 'Table', id: 'Table-03', title: [zh('明细')] },
    config: {
      table: {
        print_format: 0,
        children: [{ property: { control: 'Text', id: 'Text-11', title: [zh('名称')] } }],
      },
    },
  },
]
const unused = { tips: [], departments: [], files: [], children: [], stat_field: [] }

/** Samples of approvals. */
export const approvalSamples: Samples<keyof typeof approval> = {
  getApprovalTemplate: {
    request: { template_id: 'Tpl_handover_01' },
    replies: [
      {
        ...ok,
        template_names: [zh('工作交接审批')],
        template_content: {
          controls: [
            {
              property: {
                control: 'Selector',
                id: 'Selector-02',
                title: [zh('交接类型')],
                require: 1,
                un_print: 0,
              },
              config: {
                selector: {
                  type: 'single',
                  exp_type: 0,
                  options: [{ key: 'option-1', value: [zh('调岗')] }],
                },
              },
            },
          ],
        },
      },
      no(301025, 'get approval param error'),
    ],
  },
  createApprovalTemplate: {
    request: { template_name: [zh('工作交接审批')], template_content: { controls } },
    replies: [
      { ...ok, template_id: 'Tpl_handover_01' },
      no(301087, 'template count limit'),
      no(301086, 'bad control'),
    ],
  },
  updateApprovalTemplate: {
    request: {
      template_id: 'Tpl_handover_01',
      template_name: [zh('工作交接')],
      template_content: { controls },
    },
    replies: [{ ...ok }, no(301115, 'custom print layout')],
  },
  submitApproval: {
    request: {
      creator_userid: 'chenlu',
      template_id: 'Tpl_handover_01',
      use_template_approver: 0,
      choose_department: 7,
      process: {
        node_list: [
          { type: 1, apv_rel: 1, userid: ['zhaomin', 'hr1'] },
          { type: 2, userid: ['hanmei'] },
        ],
      },
      apply_data: {
        contents: [
          { control: 'Contact', id: 'Contact-01', value: { members: [{ userid: 'hanmei', name: '韩梅' }] } },
          {
            control: 'Selector',
            id: 'Selector-02',
            value: { selector: { type: 'single', options: [{ key: 'option-1' }] } },
          },
          {
            control: 'Table',
            id: 'Table-03',
            value: { children: [{ list: [{ control: 'Text', id: 'Text-11', value: { text: '客户' } }] }] },
          },
        ],
      },
      summary_list: [{ summary_info: [zh('陈露 → 韩梅')] }],
    },
    replies: [
      { ...ok, sp_no: '202611200007' },
      no(301055, 'no approval auth'),
      no(301056, 'approval app disabled'),
    ],
  },
  listApprovals: {
    request: {
      starttime: '1763500000',
      endtime: '1763600000',
      new_cursor: '',
      size: 100,
      filters: [{ key: 'template_id', value: 'Tpl_handover_01' }],
    },
    replies: [
      { ...ok, sp_no_list: ['202611200007'], new_next_cursor: 'CUR-2' },
      { ...ok, sp_no_list: [] },
      no(301112, 'time range too wide'),
    ],
  },
  getApproval: {
    request: { sp_no: '202611200007' },
    replies: [
      {
        ...ok,
        info: {
          sp_no: '202611200007',
          sp_name: '工作交接审批',
          sp_status: 1,
          template_id: 'Tpl_handover_01',
          apply_time: 1763600400,
          applyer: { userid: 'chenlu', partyid: '7' },
          sp_record: [
            {
              sp_status: 1,
              approverattr: 2,
              details: [
                { approver: { userid: 'zhaomin' }, speech: '', sp_status: 1, sptime: 0, media_id: [] },
              ],
            },
          ],
          notifyer: [{ userid: 'hanmei' }],
          process_list: {
            node_list: [
              {
                node_type: 1,
                sp_status: 1,
                apv_rel: 1,
                sub_node_list: [{ userid: 'zhaomin', speech: '', sp_yj: 1, sptime: 0, media_ids: [] }],
              },
            ],
          },
          apply_data: {
            contents: [
              {
                control: 'Contact',
                id: 'Contact-01',
                title: [zh('接收人')],
                value: { ...unused, members: [{ userid: 'hanmei', name: '韩梅' }] },
                hidden: 0,
              },
              {
                control: 'Date',
                id: 'Date-04',
                title: [zh('日期')],
                value: { ...unused, members: [], type: 'day', s_timestamp: '1763596800' },
              },
            ],
          },
          comments: [
            {
              commentUserInfo: { userid: 'hr1' },
              commenttime: 1763600500,
              commentcontent: '已核对',
              commentid: '6996961236789012345',
              media_id: [],
            },
          ],
        },
      },
      no(301025, 'get approval param error'),
    ],
  },
}
