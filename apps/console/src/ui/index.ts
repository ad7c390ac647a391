export { Button, type ButtonProps } from './Button.tsx'
export { ComboBox, type Choice } from './ComboBox.tsx'
export { Dialog } from './Dialog.tsx'
export { FactNumber } from './FactNumber.tsx'
export { Facts, FactsDrawer } from './FactsDrawer.tsx'
export { Checkbox, DateTimeField, NumberField, Select, TextField } from './fields.tsx'
export { inWords, near, num, span, when } from './format.ts'
export { Gantt, type GanttBar, type GanttMark } from './Gantt.tsx'
export { chosenLang, LangProvider, useLang, useSay, type Lang, type Words } from './i18n.tsx'
export { Icon, type IconName } from './Icon.tsx'
export { LogFeed, type FeedEntry } from './LogFeed.tsx'
export { Evidence, ManualTask } from './ManualTask.tsx'
export { Masked, type Revealed } from './Masked.tsx'
export { NextAction } from './NextAction.tsx'
export { Card, Columns, Page } from './Page.tsx'
export { PlanDiff, type DiffLine } from './PlanDiff.tsx'
export { Qr } from './Qr.tsx'
export { RadioRows } from './RadioRows.tsx'
export { RelayTrack, type TrackStep } from './RelayTrack.tsx'
export {
  Avatar,
  Banner,
  Copy,
  Empty,
  ErrorBox,
  KeyHint,
  Meter,
  OneWayMark,
  Skeleton,
  Tag,
  WaitClock,
} from './small.tsx'
export { StateBar, type Part } from './StateBar.tsx'
export type { StatusOf, Tone } from './status-words.ts'
export { Status } from './Status.tsx'
export { Steps } from './Steps.tsx'
export { Table, type Column } from './Table.tsx'
export { Tabs } from './Tabs.tsx'
export { ToastHost, useToast } from './Toast.tsx'
