import { EXAMPLES } from '../../commands/rehearse/finding-examples';
import type { Form, Locale } from '../../lambda/findings/desired';
import { readFinding } from '../../lambda/findings/finding';
import { render } from '../../lambda/findings/render';
import { suspectsIn } from '../../lambda/investigation/suspect';
import { DESIRED, enriched } from '../lambda/findings/enriched';
import { mailPage } from './mail';
import { slackPage } from './slack';
import { teamsPage } from './teams';

const AT = '2026-11-20T08:17:42Z';
const INVESTIGATION = { severity: 7, windowHours: 24, lookBackHours: 24 };
const SLACK: Form = { kind: 'chat', client: 'slack' };
const TEAMS: Form = { kind: 'chat', client: 'teams' };

/** Name of the file → the page that it shows. */
export const PICTURES: Readonly<Record<string, string>> = {
  'slack.png': picture('InstanceCredentialExfiltration', SLACK, 'en'),
  'slack-ja.png': picture('MaliciousIPCaller', SLACK, 'ja'),
  'teams.png': picture('CompromisedCredentials', TEAMS, 'en'),
  'mail.png': picture('CompromisedCredentials', { kind: 'email' }, 'en'),
};

/** A finding of the rehearsal as its recipient sees it. */
function picture(type: string, form: Form, locale: Locale): string {
  const example = EXAMPLES.find(({ finding }) => finding.type.includes(type))?.finding;
  if (!example) throw new Error(`the rehearsal has no ${type}`);
  const service = { ...(example.service as object), eventFirstSeen: AT, eventLastSeen: AT, count: 1 };
  const where = { accountId: '333333333333', region: 'eu-west-1', partition: 'aws' };
  const finding = { ...example, ...where, id: '166bf2a67c9e4d21b0a3f5d8e7c61b94', updatedAt: AT, service };
  const desired = { locale, investigation: INVESTIGATION };
  const decision = { finding: readFinding(finding), occurrence: { kind: 'new' as const, count: 1 } };
  const members = new Map([[where.accountId, 'ENABLED']]);
  const inquiries = suspectsIn(decision, { ...DESIRED, ...desired }, members).map((suspect) => ({
    suspect,
    state: 'follows' as const,
  }));
  const message = render(enriched(finding, { desired, inquiries }), form, locale);
  if ('subject' in message) return mailPage(message);
  if (!('content' in message) || form.kind !== 'chat') throw new Error(`no one reads ${form.kind} on a page`);
  return form.client === 'teams' ? teamsPage(message) : slackPage(message);
}
