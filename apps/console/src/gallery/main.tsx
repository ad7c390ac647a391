import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components'
import { chosenLang, LangProvider, ToastHost } from '../ui/index.ts'
import { Gallery } from './Gallery.tsx'
import '../ui/tokens.css'

const lang = chosenLang()
const root = document.getElementById('root')
const asked = new URLSearchParams(location.search)
const theme = asked.get('theme')
if (theme !== null) document.documentElement.dataset['theme'] = theme
if (root)
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale={lang === 'zh' ? 'zh-CN' : 'en-GB'}>
        <LangProvider lang={lang}>
          <ToastHost>
            <Gallery part={asked.get('part')} />
          </ToastHost>
        </LangProvider>
      </I18nProvider>
    </StrictMode>,
  )
