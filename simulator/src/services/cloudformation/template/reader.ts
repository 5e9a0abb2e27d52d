import type { Call } from '../../../contract/service';

/** The caller and the region for a template's references to other services. */
export type Reader = Pick<Call, 'world' | 'caller' | 'region'>;
