import type { Chapter } from '../support/line.js';

export const types: Chapter = {
  title: 'volume types and QoS specs',
  lines: [
    {
      run: 'volume type create --private --description fast --property speed=high gold',
      as: 'operator',
      prints: { name: 'gold', is_public: 'false' },
      saves: 'gold',
    },
    { run: 'volume type list --long', as: 'operator', lists: [{ ID: '$gold', Name: 'gold' }] },
    { run: 'volume type list', hides: [{ Name: 'gold' }] },
    { run: 'volume type list --default', lists: [{ Name: '__DEFAULT__' }] },
    { run: 'volume type set --project lab --property tier=1 gold', as: 'operator' },
    { run: 'volume type list', lists: [{ ID: '$gold' }] },
    { run: 'volume type unset --project lab --property tier gold', as: 'operator' },
    {
      run: 'volume type set --encryption-provider luks --encryption-control-location front-end gold',
      as: 'operator',
    },
    { run: 'volume type show gold --encryption-type', as: 'operator', prints: { encryption: /luks/ } },
    { run: 'volume type unset --encryption-type gold', as: 'operator' },
    {
      run: 'volume qos create --consumer both --property read_iops_sec=10 slow',
      as: 'operator',
      saves: 'slow',
    },
    { run: 'volume qos list', as: 'operator', lists: [{ ID: '$slow', Name: 'slow', Consumer: 'both' }] },
    { run: 'volume qos set --property write_iops_sec=5 slow', as: 'operator' },
    { run: 'volume qos unset --property read_iops_sec slow', as: 'operator' },
    { run: 'volume qos associate slow gold', as: 'operator' },
    { run: 'volume qos show slow', as: 'operator', prints: { id: '$slow', properties: /write_iops_sec/ } },
    { run: 'volume qos disassociate --volume-type gold slow', as: 'operator' },
    { run: 'volume qos delete slow', as: 'operator' },
    { run: 'volume create --size 1 --type gold none', refused: /could not be found|No volumetype/ },
    { run: 'volume type delete gold', as: 'operator' },
  ],
};
