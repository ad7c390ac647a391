import { z } from 'zod'
import { seconds, whole } from './fields.ts'

/** A text in one language; `lang` is zh_CN or en, with an underscore. */
export const localText = z.object({ text: z.string(), lang: z.string().optional() })

const titles = z.array(localText)
const optionInTemplate = z.object({
  key: z.string(),
  /** An object when written, a list when read back. */
  value: z.union([localText, z.array(localText)]).optional(),
})

const tips = z.object({
  tips_content: z.array(
    z.object({
      lang: z.string(),
      text: z.object({
        sub_text: z.array(
          z.object({
            type: whole,
            content: z.object({
              plain_text: z.object({ content: z.string() }).optional(),
              link: z.object({ title: z.string(), url: z.string() }).optional(),
            }),
          }),
        ),
      }),
    }),
  ),
})

/** Settings of a control; only the part named like its kind is there. */
const config = z.object({
  date: z.object({ type: z.string() }).optional(),
  selector: z
    .object({
      type: z.string(),
      exp_type: whole.optional(),
      options: z.array(optionInTemplate),
      op_relations: z
        .array(
          z.object({
            key: z.string(),
            relation_list: z.array(z.object({ related_control_id: z.string(), action: whole })),
          }),
        )
        .optional(),
    })
    .optional(),
  contact: z.object({ type: z.string(), mode: z.string() }).optional(),
  file: z.object({ is_only_photo: whole }).optional(),
  table: z
    .object({
      print_format: whole.optional(),
      stat_field: z.array(z.unknown()).optional(),
      get children() {
        return z.array(control)
      },
    })
    .optional(),
  tips: tips.optional(),
  related_approval: z.object({ template_id: z.array(z.string()) }).optional(),
  date_range: z
    .object({ type: z.string(), official_holiday: whole.optional(), perday_duration: whole.optional() })
    .optional(),
  location: z.object({ distance: whole }).optional(),
  attendance: z.unknown().optional(),
  vacation_list: z.object({ item: z.array(z.object({ id: whole, name: titles })) }).optional(),
})

/** One field of an approval form. */
export const control = z.object({
  property: z.object({
    control: z.string(),
    id: z.string(),
    title: titles,
    placeholder: titles.optional(),
    require: whole.optional(),
    un_print: whole.optional(),
  }),
  config: config.optional(),
})

const dateRange = z.object({
  type: z.string(),
  new_begin: seconds,
  new_end: seconds,
  new_duration: whole.optional(),
})

const chosen = z.object({
  type: z.string().optional(),
  exp_type: whole.optional(),
  options: z.array(optionInTemplate),
})

/** The value of one control. Read back it also carries empty lists of the kinds it does not use. */
export const formValue = z.object({
  text: z.string().optional(),
  new_number: z.string().optional(),
  new_money: z.string().optional(),
  date: z.object({ type: z.string(), s_timestamp: z.string() }).optional(),
  // Date's sample on the read page lacks the wrapper while its table has it (doc 91983).
  type: z.string().optional(),
  s_timestamp: z.string().optional(),
  selector: chosen.optional(),
  members: z.array(z.object({ userid: z.string(), name: z.string().optional() })).optional(),
  departments: z.array(z.object({ openapi_id: z.string(), name: z.string().optional() })).optional(),
  files: z
    .array(
      z.object({
        file_id: z.string(),
        file_name: z.string().optional(),
        file_size: whole.optional(),
        file_type: z.string().optional(),
        file_url: z.string().optional(),
      }),
    )
    .optional(),
  children: z
    .array(
      z.object({
        get list() {
          return z.array(formContent)
        },
      }),
    )
    .optional(),
  date_range: dateRange.optional(),
  location: z
    .object({
      latitude: z.string(),
      longitude: z.string(),
      title: z.string(),
      address: z.string(),
      time: seconds,
    })
    .optional(),
  related_approval: z
    .array(
      z.object({
        sp_no: z.string(),
        template_names: titles.optional(),
        sp_status: whole.optional(),
        name: z.string().optional(),
        create_time: seconds.optional(),
      }),
    )
    .optional(),
  vacation: z
    .object({ selector: chosen, attendance: z.object({ date_range: dateRange, type: whole }).optional() })
    .optional(),
  attendance: z.object({ date_range: dateRange, type: whole, slice_info: z.unknown().optional() }).optional(),
  tips: z.array(z.unknown()).optional(),
  stat_field: z.array(z.unknown()).optional(),
})

/** One filled control of a form. */
export const formContent = z.object({
  control: z.string(),
  id: z.string(),
  title: titles.optional(),
  value: formValue,
  hidden: whole.optional(),
})
