import type { Bundle } from './bundle';
import { cachedBundle } from './cached-bundle';

/** The bundled handlers. Import this before the CDK: bundling then goes on while the CDK is being loaded. */
export const bundling: Promise<Bundle> = cachedBundle();
