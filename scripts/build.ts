import { buildConsole, buildGallery } from './build-console.ts'

// `npm run build:console`: what the server serves to browsers. With --gallery the page of all parts instead.
if (process.argv.includes('--gallery')) console.log(await buildGallery())
else
  console.log((await buildConsole()) ? '控制台已构建 / the console was built' : '控制台已是最新 / up to date')
