import type { Call } from '../../../contract/service';

/** As whom and where a template's references to other services are followed. */
export type Reader = Pick<Call, 'world' | 'caller' | 'region'>;
