import type { Finding } from './finding';
import { listAt, numberAt, textAt, textsAt, valueAt } from './json-values';

/** Kinds of evidence, which each language names. */
export type EvidenceKind =
  | 'threat'
  | 'file'
  | 'hash'
  | 'threatList'
  | 'container'
  | 'image'
  | 'process'
  | 'library'
  | 'model'
  | 'guardrail'
  | 'object'
  | 'version'
  | 'accessKey'
  | 'userAgent'
  | 'database'
  | 'detail';

/** Something in a finding that shows what happened. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly value: string;
}

/** Longer values are cut, and so are longer lists: the whole is in the finding. */
const LONGEST = 300;
const PER_KIND = 5;

/** What shows in a finding that it happened, each once, the strongest first. */
export function evidenceOf(finding: Finding): Evidence[] {
  const resource = valueAt(finding.body, 'resource');
  const service = valueAt(finding.body, 'service');
  return [
    ...each('threat', [...threats(service), ...textsAt(listed(service, 'threatNames'))]),
    ...each('threatList', textsAt(listed(service, 'threatListName'))),
    ...each(
      'file',
      files(service).flatMap(({ path }) => path ?? []),
    ),
    ...each(
      'hash',
      files(service).flatMap(({ hash }) => hash ?? []),
    ),
    ...runtimeEvidence(service),
    ...containerEvidence(resource),
    ...each(
      'model',
      listAt(resource, 'modelDetails').flatMap((model) => textAt(model, 'modelId') ?? []),
    ),
    ...each('guardrail', guardrails(resource)),
    ...each('object', objects(resource)),
    ...each('version', textsAt(valueAt(resource, 'lambdaDetails', 'functionVersion'))),
    ...each('database', textsAt(valueAt(resource, 'rdsDbUserDetails', 'database'))),
    ...each('accessKey', textsAt(valueAt(resource, 'accessKeyDetails', 'accessKeyId'))),
    ...each('userAgent', userAgents(service)),
    ...each('detail', details(service)),
  ];
}

function each(kind: EvidenceKind, values: readonly string[]): Evidence[] {
  const named = values.filter((value) => !/^(unknown|n\/a|null|-)$/i.test(value));
  return [...new Set(named.map((value) => value.slice(0, LONGEST)))]
    .slice(0, PER_KIND)
    .map((value) => ({ kind, value }));
}

/** The names in GuardDuty's evidence from threat intelligence. */
function listed(service: unknown, name: string): unknown {
  const details = listAt(service, 'evidence', 'threatIntelligenceDetails').slice(0, PER_KIND);
  return [...details.flatMap((each) => textsAt(each, name)), ...textsAt(service, 'additionalInfo', name)];
}

function volumeThreats(service: unknown): readonly unknown[] {
  return listAt(service, 'ebsVolumeScanDetails', 'scanDetections', 'threatDetectedByName', 'threatNames');
}

function scanThreats(service: unknown): readonly unknown[] {
  return listAt(service, 'malwareScanDetails', 'threats');
}

function threats(service: unknown): string[] {
  const all = [...volumeThreats(service), ...scanThreats(service)].slice(0, PER_KIND);
  return all.flatMap((threat) => {
    const name = textAt(threat, 'name');
    const count = numberAt(threat, 'itemCount') ?? numberAt(threat, 'count') ?? 1;
    return name === undefined ? [] : [count > 1 ? `${name} ×${count}` : name];
  });
}

function files(service: unknown): { readonly path: string | undefined; readonly hash: string | undefined }[] {
  const volumes = volumeThreats(service)
    .slice(0, PER_KIND)
    .flatMap((threat) => listAt(threat, 'filePaths').slice(0, PER_KIND));
  const scans = scanThreats(service)
    .slice(0, PER_KIND)
    .flatMap((threat) => listAt(threat, 'itemPaths').slice(0, PER_KIND));
  return [...volumes, ...scans].map((file) => ({
    path: textAt(file, 'filePath') ?? textAt(file, 'nestedItemPath') ?? textAt(file, 'fileName'),
    hash: textAt(file, 'hash'),
  }));
}

function runtimeEvidence(service: unknown): Evidence[] {
  const context = valueAt(service, 'runtimeDetails', 'context');
  const process = valueAt(service, 'runtimeDetails', 'process');
  const named = (...names: readonly string[]) => names.flatMap((name) => textAt(context, name) ?? []);
  const others = ['modifyingProcess', 'targetProcess'].flatMap((name) => {
    const path = textAt(context, name, 'executablePath') ?? textAt(context, name, 'name');
    return path === undefined ? [] : [path];
  });
  return [
    ...each('process', [...textsAt(process, 'executablePath'), ...others]),
    ...each('hash', textsAt(process, 'executableSha256')),
    ...each(
      'file',
      named('scriptPath', 'socketPath', 'runcBinaryPath', 'releaseAgentPath', 'mountTarget', 'serviceName'),
    ),
    ...each('library', named('libraryPath', 'ldPreloadValue', 'moduleName', 'moduleFilePath')),
    ...each('threat', named('toolName', 'toolCategory', 'threatFilePath')),
  ];
}

/** A container without a name has an id; a pod has several containers. */
function containerEvidence(resource: unknown): Evidence[] {
  const containers = [
    ...listAt(resource, 'containerDetails'),
    ...listAt(resource, 'kubernetesDetails', 'kubernetesWorkloadDetails', 'containers'),
    ...listAt(resource, 'ecsClusterDetails', 'taskDetails', 'containers'),
  ].slice(0, PER_KIND);
  return [
    ...each(
      'container',
      containers.flatMap((one) => textAt(one, 'name') ?? textAt(one, 'id') ?? []),
    ),
    ...each(
      'image',
      containers.flatMap((one) => textAt(one, 'image') ?? []),
    ),
  ];
}

function guardrails(resource: unknown): string[] {
  const details = valueAt(resource, 'bedrockGuardrailDetails');
  const all = [...listAt(details, 'guardrails').map((one) => textAt(one, 'arn')), textAt(details, 'guardrailArn')];
  return all.flatMap((arn) => arn ?? []);
}

function objects(resource: unknown): string[] {
  return listAt(resource, 's3BucketDetails')
    .slice(0, PER_KIND)
    .flatMap((bucket) =>
      listAt(bucket, 's3ObjectDetails')
        .slice(0, PER_KIND)
        .flatMap((object) => textAt(object, 'key') ?? []),
    );
}

function userAgents(service: unknown): string[] {
  const action = valueAt(service, 'action');
  const calls = ['awsApiCallAction', 'kubernetesApiCallAction'].map((name) => valueAt(action, name));
  return [
    ...calls.flatMap((call) => textsAt(call, 'userAgent')),
    ...textsAt(service, 'additionalInfo', 'userAgent', 'fullUserAgent'),
  ];
}

/** Facts of GuardDuty's own that have no field of their own: an unusual protocol, the local port of a block. */
function details(service: unknown): string[] {
  const info = valueAt(service, 'additionalInfo');
  const skipped = new Set(['value', 'type', 'sample', 'userAgent', 'threatListName', 'threatName']);
  return Object.entries(Object(info)).flatMap(([name, value]) => {
    const texts = skipped.has(name) ? [] : textsAt([value], '0').slice(0, PER_KIND);
    return texts.length === 0 ? [] : [`${name}: ${texts.join(', ')}`];
  });
}
