import type { HubPlace } from '../aws/hub-clients';
import { required, settings } from '../reconcile/environment';
import { type FindingsDesired, findingsDesired } from './desired';

/** Where the hub's functions find its table and bus. */
export function hubPlace(): HubPlace {
  return { region: required('AWS_REGION'), table: required('TABLE_NAME'), bus: required('EVENT_BUS_NAME') };
}

/** The queue from which findings are read. */
export function queueUrl(): string {
  return required('QUEUE_URL');
}

/** How findings are handled: a file beside the functions, which can hold more than their environment. */
export function configured(): FindingsDesired {
  return findingsDesired.parse(settings('findings'));
}
