import { z } from 'zod'
import { bytes } from './fields.ts'

// WeCom cuts longer texts without a word; we refuse them, so that nothing is lost unseen.
const url = bytes(2_048)
const media = z.object({ media_id: z.string().min(1) })

/** The kinds of message that app messages and app groups share, by msgtype. */
export const bodies = {
  text: { msgtype: z.literal('text'), text: z.object({ content: bytes(2_048).min(1) }) },
  markdown: { msgtype: z.literal('markdown'), markdown: z.object({ content: bytes(2_048).min(1) }) },
  textcard: {
    msgtype: z.literal('textcard'),
    textcard: z.object({
      title: z.string().min(1).max(128),
      description: z.string().min(1).max(512),
      url,
      btntxt: z.string().max(4).optional(),
    }),
  },
  image: { msgtype: z.literal('image'), image: media },
  voice: { msgtype: z.literal('voice'), voice: media },
  file: { msgtype: z.literal('file'), file: media },
  video: {
    msgtype: z.literal('video'),
    video: media.extend({ title: bytes(128).optional(), description: bytes(512).optional() }),
  },
  news: {
    msgtype: z.literal('news'),
    news: z.object({
      articles: z
        .array(
          z.object({
            title: bytes(128).min(1),
            description: bytes(512).optional(),
            url: url.optional(),
            picurl: z.string().optional(),
            appid: z.string().optional(),
            pagepath: z.string().optional(),
          }),
        )
        .min(1)
        .max(8),
    }),
  },
  mpnews: {
    msgtype: z.literal('mpnews'),
    mpnews: z.object({
      articles: z
        .array(
          z.object({
            title: bytes(128).min(1),
            thumb_media_id: z.string().min(1),
            author: bytes(64).optional(),
            content_source_url: z.string().optional(),
            content: bytes(666 * 1_024),
            digest: bytes(512).optional(),
          }),
        )
        .min(1)
        .max(8),
    }),
  },
}
