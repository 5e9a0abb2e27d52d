import type { ChatMessage } from '../../lambda/findings/render/chat';
import { anchor, html, page } from './page';

const STYLE = `
.message { display: flex; gap: 12px }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 6px; background: #5b21b6; color: #fff; text-align: center; font: bold 20px/36px Lato, sans-serif }
.who { font-weight: 900 } .badge { font-size: 10px; background: #e8e8e8; color: #616061; border-radius: 2px; padding: 1px 3px; vertical-align: 2px } .time { color: #616061; font-size: 12px }
.title { font-weight: 900; margin: 4px 0 6px } .steps { margin-top: 8px } ul { padding-left: 20px }
.keywords { margin-top: 6px; color: #616061; font-size: 12px }
code { font: 12px/1.5 'Liberation Mono', 'Noto Sans Mono CJK JP', monospace; color: #c01343; background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px; white-space: pre-wrap; overflow-wrap: anywhere }
`;

/** A message of Amazon Q Developer as Slack would show it. */
export function slackPage({ content }: ChatMessage): string {
  return page(
    760,
    STYLE,
    `<div class="message"><div class="avatar">Q</div><div>
<span class="who">Amazon Q Developer</span> <span class="badge">APP</span> <span class="time">17:21</span>
<div class="title">${mrkdwn(content.title)}</div>
<div>${mrkdwn(content.description)}</div>
<div class="steps"><b>Next steps</b><ul>${content.nextSteps.map((step) => `<li>${mrkdwn(step)}</li>`).join('')}</ul></div>
<div class="keywords">${content.keywords.map(mrkdwn).join(' · ')}</div>
</div></div>`,
  );
}

/** Slack's own markup: first code, with any content; then links; then bold. */
function mrkdwn(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .split(/(`[^`]+`)/)
        .map((part) =>
          part.startsWith('`') && part.length > 1 ? `<code>${shown(part.slice(1, -1))}</code>` : prose(part),
        )
        .join(''),
    )
    .join('<br>\n');
}

function prose(text: string): string {
  return text
    .split(/(<https?:[^<>|]+\|[^<>]*>)/)
    .map((part) => {
      const [, url = '', label = ''] = /^<(https?:[^|]+)\|(.*)>$/.exec(part) ?? [];
      return url === ''
        ? shown(part).replace(/\*([^*\u200b][^*]*)\*(?!\u200b)/g, '<b>$1</b>')
        : anchor(shown(label), unescaped(url));
    })
    .join('');
}

function shown(text: string): string {
  return html(unescaped(text));
}

/** Slack knows three entities. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
