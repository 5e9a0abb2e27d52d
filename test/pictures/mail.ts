import type { Email } from '../../lambda/findings/render/email';
import { anchor, html, page } from './page';

const STYLE = `
.subject { font-size: 20px; margin-bottom: 10px; overflow-wrap: anywhere } .from { color: #5f6368; font-size: 13px; border-bottom: 1px solid #e0e0e0; padding-bottom: 10px; margin-bottom: 12px }
body { height: 760px; overflow: hidden }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; line-height: 1.5; font-family: 'Liberation Sans', 'Noto Sans CJK JP', sans-serif }
`;

/** A mail as a plain-text client shows it, cut at the height of the window. */
export function mailPage({ subject, message }: Email): string {
  return page(
    860,
    STYLE,
    `<div class="subject">${html(subject)}</div>
<div class="from"><b>GuardDuty findings: analysts</b> ${html('<no-reply@sns.amazonaws.com>')} to soc@example.com</div>
<div class="text">${linked(message)}</div>`,
  );
}

/** Makes links of URLs, as mail clients do. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part) => (/^https?:/.test(part) ? anchor(html(part), part) : html(part)))
    .join('');
}
