/** On screen like a sheet of paper; in print black and white, with what colour says also said in words. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1f2329;--dim:#646a73;--line:#dee0e3;--paper:#fff;--back:#f2f3f5;--accent:#0052d9}
@media(prefers-color-scheme:dark){:root{--ink:#e8e9eb;--dim:#a6abb3;--line:#3a3f45;--paper:#1d2025;--back:#121417;--accent:#7aa7ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.7 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:880px;margin:24px auto;padding:40px 48px;background:var(--paper);border:1px solid var(--line);border-radius:8px}
header{border-bottom:2px solid var(--ink);margin-bottom:20px}
.brand{margin:0;color:var(--accent);font-weight:600}
h1{margin:4px 0;font-size:26px;line-height:1.3}
h2{margin:28px 0 8px;font-size:17px}
.id{margin:4px 0 12px;color:var(--dim)}
.result{font-size:18px}
.small{color:var(--dim);font-size:13px}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:8px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--dim);font-weight:500;font-size:13px}
tbody th{font-weight:500;white-space:nowrap}
code{font:13px/1.6 ui-monospace,Menlo,Consolas,monospace;word-break:break-all}

.short{white-space:nowrap}
.code{color:var(--dim);font-size:12px}
@media(max-width:640px){main{margin:0;padding:20px 16px;border:0;border-radius:0}table{display:block;overflow-x:auto}th,td{padding:6px 8px}}
@media print{:root{--ink:#000;--dim:#333;--line:#999;--paper:#fff;--back:#fff;--accent:#000}main{margin:0;padding:0;border:0;max-width:none}@page{margin:12mm}tr{break-inside:avoid}}
`
