#include "report/page_style.h"

#include "base/digest.h"
#include "report/still_picture.h"

#include <charconv>
#include <cstddef>
#include <vector>

namespace spoor {

std::string_view page_style() {
  return R"css(
:root { --ink:#1a1a1a; --soft:#555; --rule:#c9c9c4; --paper:#fff; --tint:#f4f3ef; --accent:#1b2a41; }
* { box-sizing:border-box; }
html { background:#e9e8e3; }
body { margin:0 auto; max-width:62rem; padding:2.5rem 3rem 4rem; background:var(--paper); color:var(--ink);
  font:15px/1.5 Inter,"Segoe UI","DejaVu Sans",Arial,sans-serif; font-variant-numeric:tabular-nums;
  -webkit-print-color-adjust:exact; print-color-adjust:exact; }
h1 { font-size:1.75rem; line-height:1.2; margin:0; font-weight:650; color:var(--accent); }
.subtitle { font-size:1.15rem; margin:.25rem 0 1.4rem; overflow-wrap:anywhere; }
h2,h3,h4,h5,h6 { line-height:1.3; margin:0 0 .5rem; color:var(--accent); break-after:avoid; font-weight:650; }
h2 { font-size:1.25rem; margin-top:2.6rem; padding-top:.5rem; border-top:2px solid var(--accent); }
h3 { font-size:1.08rem; margin-top:2rem; padding-top:.4rem; border-top:1px solid var(--rule); }
h4,h5,h6 { font-size:.97rem; margin-top:1.2rem; }
h2 .number,h3 .number { color:var(--soft); font-weight:400; margin-right:.5em; }
h3 .sign { float:right; font-size:.92rem; font-weight:500; color:var(--ink); margin-left:1rem; }
p { margin:.5rem 0; max-width:46rem; overflow-wrap:anywhere; }
p.lead { font-size:1.06rem; }
p.small,.cut,figcaption { font-size:.85rem; color:var(--soft); }
a { color:var(--accent); text-decoration-thickness:1px; text-underline-offset:2px; }
td,dd,bdi { unicode-bidi:isolate; }
dl.facts { display:grid; grid-template-columns:minmax(8rem,11.5rem) 1fr; margin:.7rem 0 1rem;
  border-top:1px solid var(--rule); }
dl.facts dt,dl.facts dd { margin:0; padding:.24rem .6rem .24rem 0; border-bottom:1px solid var(--rule);
  overflow-wrap:anywhere; break-inside:avoid; }
dl.facts dt { color:var(--soft); }
dl.code dd,td.code,pre,.digest { font-family:"DejaVu Sans Mono","Liberation Mono",Consolas,monospace; font-size:.84em; }
pre { background:var(--tint); padding:.6rem .8rem; white-space:pre-wrap; overflow-wrap:anywhere; margin:.6rem 0; }
nav { background:var(--tint); padding:.7rem 1rem; margin:1.2rem 0; font-size:.92rem; }
nav ol { columns:2; column-gap:2.2rem; margin:.2rem 0 0; padding-left:1.6rem; }
table { border-collapse:collapse; min-width:60%; max-width:100%; margin:.7rem 0 .3rem; font-size:.89rem; line-height:1.4; }
caption { text-align:left; font-size:.85rem; color:var(--soft); padding-bottom:.25rem; caption-side:top; break-after:avoid; }
th { text-align:left; font-weight:600; border-bottom:1.5px solid var(--ink); padding:.25rem .7rem .25rem 0;
  vertical-align:bottom; }
td { border-bottom:1px solid var(--rule); padding:.28rem .7rem .28rem 0; vertical-align:top; overflow-wrap:anywhere; min-width:3.4rem; }
th.n,td.n { text-align:right; padding-right:1.4rem; }
td.n { white-space:nowrap; overflow-wrap:normal; }
thead { display:table-header-group; break-after:avoid; }
table.short { break-inside:avoid; }
tr { break-inside:avoid; }
td.code { overflow-wrap:anywhere; }
td.w { overflow-wrap:break-word; }
.sign { white-space:nowrap; display:inline-flex; align-items:center; gap:.4em; }
.sign.strong { font-weight:650; }
.glyph { width:1em; height:1em; flex:none; }
.notice { border:1px solid var(--ink); border-left-width:5px; padding:.55rem .9rem; margin:.9rem 0; break-inside:avoid;
  max-width:46rem; overflow-wrap:anywhere; }
.notice strong { display:block; }
.statement { border:1px solid var(--rule); border-left:5px solid var(--soft); padding:.65rem .9rem .7rem; margin:.8rem 0;
  break-inside:avoid; }
.statement.strong { border-left-color:var(--ink); background:var(--tint); }
.statement > p { margin:.2rem 0 .4rem; font-size:1.02rem; max-width:none; }
.statement dl.facts { grid-template-columns:minmax(8rem,10rem) 1fr; margin:.2rem 0 .3rem; font-size:.9rem; border:0; }
.statement dl.facts dt,.statement dl.facts dd { border:0; padding:.08rem .5rem .08rem 0; }
.statement ul { margin:0; padding-left:1.1rem; }
ul { margin:.3rem 0 .8rem; padding-left:1.3rem; max-width:46rem; }
.list-title { font-weight:600; margin:1rem 0 0; break-after:avoid; }
figure { margin:1rem 0 1.1rem; break-inside:avoid; }
figcaption { margin-top:.35rem; max-width:52rem; overflow-wrap:anywhere; }
.pair { display:grid; grid-template-columns:minmax(0,1fr) minmax(0,1fr); gap:.8rem; align-items:start; }
.pair svg,.single svg { display:block; width:100%; max-height:24rem; border:1px solid var(--ink); }
.single { max-width:31rem; }
svg.field { background:repeating-linear-gradient(45deg,#9a9a9a 0 1px,#fff 1px 6px); }
svg.field image,svg image.map { image-rendering:pixelated; }
.pair svg.legend,.single svg.legend { width:28rem; max-width:100%; display:block; margin-top:.4rem; border:0; }
svg text { font:11px Inter,"DejaVu Sans",Arial,sans-serif; fill:#1a1a1a; }
svg.plot { width:100%; max-width:52rem; display:block; }
svg.plot .grid { stroke:#dedede; stroke-width:.8; } svg.plot .axis { stroke:#222; stroke-width:1; fill:none; }
.strip { display:grid; grid-template-columns:repeat(auto-fill,minmax(13rem,1fr)); gap:.8rem; margin:.8rem 0; }
.strip figure { margin:0; } .strip svg { width:100%; display:block; border:1px solid var(--ink); }
.outline { fill:none; stroke:#fff; stroke-width:3.2; vector-effect:non-scaling-stroke; }
.outline.ink { stroke:#111; stroke-width:1.6; } .outline.suggested { stroke-dasharray:6 4; }
svg text.label { fill:#111; stroke:#fff; stroke-width:.22em; paint-order:stroke; font-weight:600; }
.slider { display:none; font-size:.85rem; color:var(--soft); margin-top:.3rem; }
.js .slider { display:block; }
.slider input { vertical-align:middle; width:12rem; }
.over { opacity:.55; }
figure.example { border:1px dashed var(--soft); background:var(--tint); padding:.6rem .9rem .7rem; max-width:52rem;
  overflow-x:auto; }
figure.example p { margin:.1rem 0 .5rem; max-width:none; }
figure.example .example-title { font-size:.85rem; color:var(--soft); } .example-title strong { color:var(--ink); font-size:1rem; margin-right:.4em; }
figure.example img { display:block; width:100%; background:#fff; }
figure.example table { background:#fff; } figure.example td { overflow-wrap:break-word; }
figure.example .observed { color:var(--ink); }
.sheet { margin:1rem 0; break-inside:avoid; }
.sheet div { border-bottom:1px solid var(--ink); height:2.9rem; display:flex; align-items:flex-end; font-size:.85rem;
  color:var(--soft); padding-bottom:.15rem; }
.defs { position:absolute; width:0; height:0; overflow:hidden; }
footer { margin-top:3rem; padding-top:.6rem; border-top:1px solid var(--rule); font-size:.82rem; color:var(--soft); }
@media (max-width:44rem) { body { padding:1.2rem; } .pair,dl.facts { grid-template-columns:1fr; } nav ol { columns:1; } }
@page { size:A4; margin:18mm 16mm 20mm; @bottom-right { content:counter(page) " / " counter(pages); font-size:8pt; } }
@media print {
  html,body { background:#fff; } body { max-width:none; padding:0; font-size:9.6pt; line-height:1.42; }
  .slider { display:none !important; } .over { opacity:.55 !important; }
  a { color:inherit; text-decoration:none; } nav { break-inside:avoid; }
  p,li { orphans:3; widows:3; } dl.facts { grid-template-columns:8.2rem 1fr; }
}
)css";
}

std::string_view page_script() {
  return R"js(
document.documentElement.classList.add("js");
for (const slider of document.querySelectorAll("input[data-for]")) {
  slider.addEventListener("input", () => {
    document.getElementById(slider.dataset.for).style.opacity = slider.value / 100;
  });
}
)js";
}

std::string content_security_policy() {
  const std::string hex = sha256_hex(page_script());
  std::vector<std::byte> digest;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned value = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
    digest.push_back(static_cast<std::byte>(value));
  }
  return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" + base64(digest) +
         "'; base-uri 'none'; form-action 'none'";
}

}  // namespace spoor
