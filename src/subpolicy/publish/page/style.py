"""The look of the page: a quiet legal text, on screens of any width, light or dark, on paper."""

from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--ink:#1c2330;--soft:#545e70;--line:#dfe3ea;--ground:#fff;
--tint:#f6f7f9;
--link:#1f56b0}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#a8b1c1;--line:#333b49;
--ground:#12161d;
--tint:#1a2029;--link:#93b8f7}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:78rem;padding:3.5rem 2rem 4rem;background:var(--ground);
color:var(--ink);
font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.25;text-wrap:balance;margin:0}
h1{font-size:clamp(1.9rem,1.4rem + 2vw,2.6rem);font-weight:650;letter-spacing:-.015em}
h2{font-size:1.45rem;font-weight:640;letter-spacing:-.01em;margin-bottom:.75rem}
h3{font-size:1.1rem;font-weight:640;margin-bottom:.6rem}
h4,h5,h6{font-size:1rem;font-weight:640;margin-bottom:.4rem}
p,ul,ol{margin:0 0 .8rem}
p,.prose,nav,header{max-width:46rem}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{text-decoration-thickness:.14em}
a:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
.skip{position:absolute;left:1rem;top:-6rem;padding:.6rem 1rem;background:var(--ground);z-index:1}
.skip:focus{top:1rem}
header{margin-bottom:2.5rem}
.subtitle{font-size:1.15rem;color:var(--soft);margin:.6rem 0 0}
.updated,.subscribe{margin:.9rem 0 0;color:var(--soft)}
.subscribe{margin-top:.3rem}
nav{border-block:1px solid var(--line);padding:1.1rem 0;margin-bottom:2.75rem;font-size:.95rem}
nav h2{font-size:.95rem;letter-spacing:0;margin-bottom:.5rem}
nav ul{list-style:none;margin:0;padding:0;columns:2 18rem;column-gap:2.5rem}
nav ul ul{columns:1;padding-left:1.1rem}
nav li{padding:.12rem 0}
nav a{display:inline-block;padding:.1rem 0;text-decoration-color:var(--line)}
nav a:hover{text-decoration-color:currentcolor}
nav ul ul li{break-inside:avoid}
main>section{margin-bottom:3rem}
section section{margin-top:2.1rem}
.prose>:last-child{margin-bottom:0}
.prose,.legend{margin-bottom:1rem}
.legend,table+.prose{color:var(--soft);font-size:.95rem}
table+.prose{margin-top:.8rem}
.legend strong{color:var(--ink)}
table{width:100%;border-collapse:collapse;font-size:.9rem;line-height:1.45}
main>section section>table{table-layout:fixed}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:.65rem .6rem;border-bottom:1px solid var(--line);
font-weight:400}
th:first-child{padding-left:0}
thead th{font-weight:600;color:var(--soft);border-bottom:2px solid var(--line);
vertical-align:bottom}
tbody th{font-weight:600}
tr:target,.cards>section:target{background:var(--tint)}
.nothing{color:var(--soft)}
.c-name,.c-transfers{width:15%}.c-purpose,.c-data_categories{width:17%}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(24rem,100%),1fr));gap:1.25rem}
.cards>section{margin:0;padding:1.3rem 1.5rem 1.1rem;border:1px solid var(--line);
border-radius:.6rem}
.cards>section>:is(h3,h4){margin-bottom:.15rem}
.cards>section>:is(h3,h4)+dl{margin-top:.7rem}
.cards>section>p{margin-bottom:.9rem;font-size:.95rem}
dl{margin:0;font-size:.95rem}
dl>div{padding:.5rem 0;border-top:1px solid var(--line)}
dt{color:var(--soft);font-size:.86rem}
dd{margin:0}
footer{border-top:1px solid var(--line);padding-top:1.25rem;color:var(--soft);font-size:.92rem}
footer p{margin-bottom:.25rem}
@media screen and (max-width:62rem){
table,tbody,tr,th,td{display:block;width:auto}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1.1rem .6rem;
margin-bottom:1rem}
th,td{border:0;padding:.3rem 0}
tbody th{font-size:1.02rem;padding:0 0 .3rem}
td::before{content:attr(data-head);display:block;color:var(--soft);font-size:.86rem}
}
@media screen and (min-width:40rem) and (max-width:62rem){
tbody tr{display:grid;grid-template-columns:1fr 1fr;gap:.2rem 1.75rem}
tbody th{grid-column:1/-1}
}
@media screen and (max-width:40rem){body{padding:2rem 1.15rem 3rem}.cards>section{
padding:1.1rem 1.15rem .8rem}}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#333;--line:#999;--ground:#fff;--tint:#fff;--link:#000}
@page{size:A4 landscape;margin:14mm}
body{max-width:none;padding:0;font-size:9.5pt;line-height:1.4}
.skip,nav{display:none}
h1{font-size:18pt}h2{font-size:13pt}h3{font-size:11pt}
h2,h3,h4{break-after:avoid}
tr,.cards>section,li{break-inside:avoid}
thead{display:table-header-group}
table{font-size:8.5pt}
th,td{padding:1.5mm 2mm}
main>section{margin-bottom:7mm}
#documents a::after{content:" (" attr(href) ")"}
.cards{display:block}.cards>section{margin-bottom:4mm}
}
"""
