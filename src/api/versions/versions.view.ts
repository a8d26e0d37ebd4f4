import type { Links } from '../http/links.js';
import { maxVersion, minVersion } from '../http/routing/microversion.js';

/** The document that clients read to learn the microversions; the same at every version asked for (spec 1.1). */
export const versionsView = (links: Links): object => ({
  versions: [
    {
      id: 'v3.0',
      status: 'CURRENT',
      version: maxVersion,
      min_version: minVersion,
      // The one date on this API with a zone letter.
      updated: '2023-08-31T00:00:00Z',
      links: [
        { rel: 'describedby', type: 'text/html', href: 'https://docs.openstack.org/' },
        { rel: 'self', href: links.root },
      ],
      'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.volume+json;version=3' }],
    },
  ],
});
