import { Link } from '@tanstack/react-router'
import { Card, Empty, Page, useSay } from '../ui/index.ts'

export function NotHere() {
  const say = useSay()
  const title = say({ zh: '没有这个页面', en: 'No such page' })
  return (
    <Page documentTitle={title} title={title}>
      <Card>
        <Empty action={<Link to="/">{say({ zh: '回到待我处理', en: 'Back to what needs me' })}</Link>}>
          {say({ zh: '这个地址不对，或者页面已经不在了。', en: 'The address is wrong or the page is gone.' })}
        </Empty>
      </Card>
    </Page>
  )
}
