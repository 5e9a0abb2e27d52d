import type { Service } from '../contract/service';
import type { HttpRequestMessage } from '../kernel/http-message';
import { modelOf } from './model';
import { findRoute } from './rest/routes';

/**
 * The service that an unsigned request is for, recognized by target, version or route; a path that belongs to no other service
 * names an S3 object.
 */
export function serviceFor(services: Iterable<Service>, request: HttpRequestMessage): Service | undefined {
  const all = [...services];
  const [target] = request.headers['x-amz-target']?.split('.').slice(-2) ?? [];
  if (target !== undefined) return all.find((service) => service.target === target);
  const version = versionIn(request);
  if (version !== undefined) return all.find((service) => service.version === version);
  const routed = all.find((service) => service.protocol === 'rest-json' && findRoute(modelOf(service), request));
  return routed ?? all.find((service) => service.protocol === 'rest-xml');
}

/** The API version in a request of the query protocol, from the address or the form. */
function versionIn(request: HttpRequestMessage): string | undefined {
  if (!isQuery(request)) return undefined;
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  return request.query.Version?.[0] ?? form.get('Version') ?? undefined;
}

/** Whether a request uses the query protocol: it is a form, or its address has an action. */
export function isQuery({ headers, query }: HttpRequestMessage): boolean {
  return (
    headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true || query.Action !== undefined
  );
}
