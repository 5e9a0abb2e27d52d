/** Escapes text for HTML. */
export function html(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}

/** A link. */
export function anchor(text: string, url: string): string {
  return `<a href="${html(url)}">${text}</a>`;
}

/** A whole page to photograph: it has a fixed width, and reports its height. */
export function page(width: number, style: string, body: string): string {
  return `<!doctype html>
<html><head><meta charset="utf-8"><style>
* { box-sizing: border-box; margin: 0 }
body { width: ${width}px; padding: 16px; font: 15px/1.46 Lato, 'Liberation Sans', 'Noto Sans CJK JP', sans-serif; background: #fff; color: #1d1c1d }
a { color: #1264a3; text-decoration: none }
${style}
</style></head><body>${body}
<script>document.documentElement.dataset.height = String(Math.ceil(document.body.getBoundingClientRect().height))</script>
</body></html>
`;
}
