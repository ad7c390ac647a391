import { createContext, use, type ReactNode } from 'react'

export type Lang = 'zh' | 'en'

/** A text in both languages; Chinese is written first. */
export interface Words {
  readonly zh: string
  readonly en: string
}

const Context = createContext<Lang>('zh')

export function LangProvider({ lang, children }: { readonly lang: Lang; readonly children: ReactNode }) {
  return <Context value={lang}>{children}</Context>
}

export function useLang(): Lang {
  return use(Context)
}

/** Says a text in the language of the page. */
export function useSay(): (words: Words) => string {
  const lang = use(Context)
  return (words) => words[lang]
}

/** The language asked for by the address, else the one chosen before, else Chinese. */
export function chosenLang(): Lang {
  const asked = new URLSearchParams(location.search).get('lang')
  const kept = asked ?? localStorage.getItem('jieli.lang')
  const lang = kept === 'en' ? 'en' : 'zh'
  if (asked !== null) localStorage.setItem('jieli.lang', lang)
  document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN'
  return lang
}
