import type { HttpRequestMessage } from '../../kernel/http-message';
import type { OperationModel, ServiceModel } from '../model';

interface Segment {
  readonly kind: 'literal' | 'label' | 'greedy';
  /** the literal text or the label's name */
  readonly text: string;
}

interface Route {
  readonly operation: OperationModel;
  readonly segments: readonly Segment[];
  readonly query: readonly (readonly [name: string, value: string | undefined])[];
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
}

export interface Match {
  readonly operation: OperationModel;
  /** label values, still percent-encoded */
  readonly labels: Readonly<Record<string, string>>;
}

const tables = new WeakMap<ServiceModel, ReadonlyMap<string, readonly Route[]>>();

/**
 * The operation of a request, by method, path and query. If several templates fit, the one with the most constant query parts
 * and required parameters present wins, then the one with the most literal path.
 */
export function findRoute(model: ServiceModel, request: HttpRequestMessage): Match | undefined {
  const parts = request.path.replace(/^\//, '').split('/');
  let best: { match: Match; score: number } | undefined;
  for (const route of routesOf(model).get(request.method) ?? []) {
    const labels = matchPath(route.segments, parts);
    if (!labels) continue;
    const score = scoreOf(route, request);
    if (score !== undefined && (!best || score > best.score))
      best = { match: { operation: route.operation, labels }, score };
  }
  return best?.match;
}

/** How well query and headers fit; undefined if a constant query part is absent. */
function scoreOf(route: Route, request: HttpRequestMessage): number | undefined {
  let score = 0;
  for (const [name, value] of route.query) {
    const given = request.query[name];
    // only SDKs name the operation (`x-id`); boto3 and the CLI do not
    if (name === 'x-id' && given === undefined) continue;
    if (!given || (value !== undefined && !given.includes(value))) return undefined;
    score += 10;
  }
  const missing =
    route.requiredQuery.filter((name) => request.query[name] === undefined).length +
    route.requiredHeaders.filter((name) => request.headers[name] === undefined).length;
  return score + route.requiredQuery.length + route.requiredHeaders.length - missing * 100;
}

function matchPath(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const greedy = segments.at(-1)?.kind === 'greedy';
  const given = !greedy && parts.length === segments.length + 1 && parts.at(-1) === '' ? parts.slice(0, -1) : parts;
  if (greedy ? given.length < segments.length : given.length !== segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [at, { kind, text }] of segments.entries()) {
    const part = given[at] ?? '';
    if (kind === 'literal') {
      if (part !== text) return undefined;
      continue;
    }
    const value = kind === 'greedy' ? given.slice(at).join('/') : part;
    if (value === '') return undefined;
    labels[text] = value;
  }
  return labels;
}

function routesOf(model: ServiceModel): ReadonlyMap<string, readonly Route[]> {
  const known = tables.get(model);
  if (known) return known;
  const table = new Map<string, Route[]>();
  for (const operation of model.operations.values()) {
    if (!operation.http) continue;
    const routes = table.get(operation.http[0]) ?? [];
    routes.push(routeOf(operation, operation.http[1]));
    table.set(operation.http[0], routes);
  }
  for (const routes of table.values()) routes.sort((a, b) => specificity(b).localeCompare(specificity(a)));
  tables.set(model, table);
  return table;
}

function routeOf(operation: OperationModel, uri: string): Route {
  const [path = '', query = ''] = uri.split('?');
  const segments = path
    .split('/')
    .filter((text) => text !== '')
    .map(segmentOf);
  const inPath = new Set(segments.map(({ text }) => text));
  // S3's schemas leave the bucket out of the template, because it may be in the host name
  const ahead = operation.input.members
    .filter(({ name, shape }) => shape.traits.httpLabel && !inPath.has(name))
    .map(({ name }): Segment => ({ kind: 'label', text: name }));
  const required = operation.input.members.filter((member) => member.required).map(({ shape }) => shape.traits);
  return {
    operation,
    segments: [...ahead, ...segments],
    query: query
      .split('&')
      .filter(Boolean)
      .map((part) => {
        const [name = '', value] = part.split('=');
        return [name, value] as const;
      }),
    requiredQuery: required.flatMap(({ httpQuery }) => httpQuery ?? []),
    requiredHeaders: required.flatMap(({ httpHeader }) => httpHeader?.toLowerCase() ?? []),
  };
}

function segmentOf(text: string): Segment {
  const label = /^\{(.+?)(\+?)\}$/.exec(text);
  if (!label) return { kind: 'literal', text };
  return { kind: label[2] ? 'greedy' : 'label', text: label[1] ?? '' };
}

/** A sort key: position by position, literal segments rank above labels, labels above greedy labels. */
function specificity(route: Route): string {
  return route.segments.map(({ kind }) => ({ literal: '2', label: '1', greedy: '0' })[kind]).join('');
}
