import type { Chapter } from '../support/line.js';

export const qos: Chapter = {
  title: 'QoS specs',
  lines: [
    { run: 'qos-list', refused: /Policy doesn't allow/ },
    {
      run: 'qos-create limited consumer=front-end read_iops_sec=1000',
      as: 'operator',
      prints: { name: 'limited', consumer: 'front-end' },
      saves: 'limited',
    },
    { run: 'qos-list', as: 'operator', lists: [{ ID: '$limited', Name: 'limited', Consumer: 'front-end' }] },
    { run: 'qos-key $limited set write_iops_sec=500', as: 'operator' },
    { run: 'qos-key $limited unset read_iops_sec', as: 'operator' },
    { run: 'qos-show $limited', as: 'operator', prints: { specs: /write_iops_sec/ } },
    { run: 'type-create bronze', as: 'operator', lists: [{ Name: 'bronze' }] },
    { run: 'type-show bronze', as: 'operator', saves: 'bronze' },
    { run: 'qos-associate $limited $bronze', as: 'operator' },
    { run: 'qos-get-association $limited', as: 'operator', lists: [{ Name: 'bronze', ID: '$bronze' }] },
    { run: 'qos-delete $limited', as: 'operator', refused: /in use|still/ },
    { run: 'qos-disassociate $limited $bronze', as: 'operator' },
    { run: 'qos-associate $limited $bronze', as: 'operator' },
    { run: 'qos-disassociate-all $limited', as: 'operator' },
    { run: 'qos-delete $limited', as: 'operator' },
    { run: 'type-delete bronze', as: 'operator' },
  ],
};
