import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { BootConfig } from './config.ts'

// The one style that the parts' library writes into the page itself: no touch delay on what can be pressed.
const pressableStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"

/** What every answer tells the browser not to allow. */
export function protection({
  FRAME_ANCESTORS: frame,
  PUBLIC_URL: url,
}: Pick<BootConfig, 'FRAME_ANCESTORS' | 'PUBLIC_URL'>): MiddlewareHandler {
  const isHttps = url?.startsWith('https:') ?? false
  const headers = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", pressableStyle],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: [frame ?? "'none'"],
    },
    strictTransportSecurity: isHttps ? 'max-age=31536000; includeSubDomains' : false,
    xFrameOptions: frame === undefined ? 'DENY' : false,
    referrerPolicy: 'no-referrer',
    crossOriginResourcePolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  })
  return async (c, next) => {
    await headers(c, next)
    if (c.req.path.startsWith('/v1/')) c.header('cache-control', 'no-store')
  }
}
