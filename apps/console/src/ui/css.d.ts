import 'react'

declare module 'react' {
  interface CSSProperties {
    readonly '--columns'?: string
  }
}
