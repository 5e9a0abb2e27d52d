import { remoteAddresses } from './actor';
import type { Finding } from './finding';
import { listAt, numberAt, textAt, textsAt, valueAt } from './json-values';

/** Longer names are cut: the whole is in the finding. */
const LONGEST = 300;

/** Whether the affected resource itself acted: it asked for a domain, or connected to someone. */
export function isOutbound(finding: Finding): boolean {
  const action = valueAt(finding.body, 'service', 'action');
  const direction = textAt(action, 'networkConnectionAction', 'connectionDirection');
  if (valueAt(action, 'dnsRequestAction') !== undefined || direction === 'OUTBOUND') return true;
  return direction !== 'INBOUND' && textAt(finding.body, 'service', 'resourceRole') === 'ACTOR';
}

/**
 * What was done, in AWS's words: `CreateUser (iam.amazonaws.com)`, `DNS evil.example`, `INBOUND TCP 22 (SSH)`; undefined if the
 * finding does not say.
 */
export function actionOf(finding: Finding): string | undefined {
  const action = valueAt(finding.body, 'service', 'action');
  return (
    apiCall(valueAt(action, 'awsApiCallAction')) ??
    dnsRequest(valueAt(action, 'dnsRequestAction')) ??
    kubernetesCall(action) ??
    connection(valueAt(action, 'networkConnectionAction'), finding) ??
    portProbe(valueAt(action, 'portProbeAction')) ??
    login(valueAt(action, 'rdsLoginAttemptAction')) ??
    signals(finding) ??
    processOf(finding) ??
    textAt(action, 'actionType')?.slice(0, LONGEST)
  );
}

function apiCall(call: unknown): string | undefined {
  const api = textAt(call, 'api');
  if (api === undefined) return undefined;
  const service = textAt(call, 'serviceName');
  return withNote(api, [service, textAt(call, 'errorCode')]);
}

function dnsRequest(request: unknown): string | undefined {
  const domain = textAt(request, 'domain');
  return domain === undefined ? undefined : withNote(`DNS ${domain}`, [textAt(request, 'protocol')]);
}

function kubernetesCall(action: unknown): string | undefined {
  const call = valueAt(action, 'kubernetesApiCallAction') ?? valueAt(action, 'kubernetesPermissionCheckedDetails');
  const verb = textAt(call, 'verb');
  if (verb === undefined) return undefined;
  const resource = [textAt(call, 'resource'), textAt(call, 'subresource')].filter(Boolean).join('/');
  const place = textAt(call, 'requestUri') ?? [textAt(call, 'namespace'), resource].filter(Boolean).join(' ');
  const status = numberAt(call, 'statusCode');
  return withNote(`${verb} ${place}`.trim(), [status === undefined ? undefined : `HTTP ${status}`]);
}

/** Whose port tells what was wanted depends on the direction. */
function connection(made: unknown, finding: Finding): string | undefined {
  if (made === undefined) return undefined;
  const outbound = isOutbound(finding);
  const port = (side: string) =>
    numberAt(made, `${side}PortDetails`, 'port') === undefined
      ? undefined
      : withNote(String(numberAt(made, `${side}PortDetails`, 'port')), [known(made, `${side}PortDetails`, 'portName')]);
  const [remote] = remoteAddresses(finding);
  const parts = [
    textAt(made, 'connectionDirection'),
    textAt(made, 'protocol'),
    outbound && remote !== undefined ? `${remote.ip} ${remote.about ? `(${remote.about})` : ''}`.trim() : undefined,
    outbound ? port('remote') : port('local'),
  ].filter((part) => part !== undefined);
  return parts.length === 0
    ? undefined
    : withNote(parts.join(' '), [valueAt(made, 'blocked') === true ? 'blocked' : undefined]);
}

function portProbe(probe: unknown): string | undefined {
  const ports = listAt(probe, 'portProbeDetails').flatMap((each) => {
    const port = numberAt(each, 'localPortDetails', 'port');
    return port === undefined ? [] : [withNote(String(port), [known(each, 'localPortDetails', 'portName')])];
  });
  return ports.length === 0 ? undefined : `PORT_PROBE ${[...new Set(ports)].slice(0, 10).join(', ')}`;
}

function login(attempt: unknown): string | undefined {
  const attributes = listAt(attempt, 'loginAttributes');
  if (attributes.length === 0) return undefined;
  const sum = (name: string) => attributes.reduce<number>((all, each) => all + (numberAt(each, name) ?? 0), 0);
  return `RDS_LOGIN_ATTEMPT ${sum('successfulLoginAttempts')} ✓ ${sum('failedLoginAttempts')} ✗`;
}

/** An attack sequence's signals are findings or calls, each by its name. */
function signals(finding: Finding): string | undefined {
  const names = listAt(finding.body, 'service', 'detection', 'sequence', 'signals').map((signal) => {
    const name = textAt(signal, 'name') ?? textAt(signal, 'type');
    const count = numberAt(signal, 'count') ?? 1;
    return name === undefined ? undefined : `${name}${count > 1 ? ` ×${count}` : ''}`;
  });
  const named = [...new Set(names.filter((name) => name !== undefined))];
  const shown = named.slice(0, 8).map((name) => name.slice(0, LONGEST));
  if (shown.length === 0) return undefined;
  return shown.join(', ') + (named.length > shown.length ? ` +${named.length - shown.length}` : '');
}

function processOf(finding: Finding): string | undefined {
  const details = valueAt(finding.body, 'service', 'runtimeDetails');
  const path = textAt(details, 'process', 'executablePath') ?? textAt(details, 'process', 'name');
  const [command] = textsAt(details, 'context', 'commandLineExample');
  return (command ?? path)?.slice(0, LONGEST);
}

/** AWS writes `Unknown` where it knows no name. */
function known(value: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path);
  return text === undefined || /^unknown$/i.test(text) ? undefined : text;
}

function withNote(text: string, notes: readonly (string | undefined)[]): string {
  const known = notes.filter((note) => note !== undefined).join(', ');
  return (known === '' ? text : `${text} (${known})`).slice(0, LONGEST);
}
