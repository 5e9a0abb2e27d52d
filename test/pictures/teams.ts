import type { ChatMessage } from '../../lambda/findings/render/chat';
import { anchor, html, page } from './page';

const STYLE = `
body { background: #f5f5f5; font-family: 'Liberation Sans', 'Noto Sans CJK JP', sans-serif; font-size: 14px }
.from { color: #616161; font-size: 12px; margin-bottom: 4px }
.card { background: #fff; border: 1px solid #e0e0e0; border-radius: 6px; padding: 12px 16px; overflow-wrap: anywhere }
.title { font-weight: bold; font-size: 16px; margin-bottom: 6px } .steps { margin-top: 10px } ul { padding-left: 20px }
.keywords { margin-top: 8px; color: #616161; font-size: 12px } a { color: #5b5fc7 }
`;

/** A message of Amazon Q Developer as Microsoft Teams would show it. */
export function teamsPage({ content }: ChatMessage): string {
  return page(
    700,
    STYLE,
    `<div class="from"><b>Amazon Q Developer</b> 17:21</div><div class="card">
<div class="title">${markdown(content.title)}</div>
<div>${markdown(content.description)}</div>
<div class="steps"><b>Next steps</b><ul>${content.nextSteps.map((step) => `<li>${markdown(step)}</li>`).join('')}</ul></div>
<div class="keywords">${content.keywords.map(markdown).join(' · ')}</div>
</div>`,
  );
}

const CHARACTERS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** The part of Markdown that a card shows: escapes, bold, links. */
function markdown(text: string): string {
  const tokens = /\\(.)|\[((?:[^\]\\]|\\.)*)\]\(([^()\s]*)\)|\*\*((?:[^*\\]|\\.)+)\*\*|(&amp;|&lt;|&gt;)|([\s\S])/gu;
  // Markdown joins lines; only an empty line separates paragraphs
  return text.replace(/\n\n/g, '\u2028').replace(tokens, (_all, escaped, label, url, bold, entity, other) => {
    if (url !== undefined) return anchor(markdown(label), url);
    if (bold !== undefined) return `<b>${markdown(bold)}</b>`;
    if (entity !== undefined) return html(CHARACTERS[entity] ?? '');
    if (escaped !== undefined) return html(escaped);
    return other === '\u2028' ? '<br>\n' : html(other);
  });
}
