import { classLimits, quotaLimits } from './quota-sets.input.js';

const known = { volumes: 10, backups: 10, per_volume_gigabytes: -1 };

describe('quotaLimits', () => {
  it('takes integers and leaves out what limits nothing', () => {
    const members = { volumes: 0, backups: -1, tenant_id: 'p', id: 'p' };
    expect(quotaLimits(members, known)).toEqual({ volumes: 0, backups: -1 });
  });

  it('takes a number in quotation marks for the size of one volume', () => {
    expect(quotaLimits({ per_volume_gigabytes: ' 7 ' }, known)).toEqual({ per_volume_gigabytes: 7 });
  });

  it.each([
    [{ backups: 'x' }, 'backups must be an integer'],
    [{ backups: true }, 'backups must be an integer'],
    [{ backups: null }, 'backups must be an integer'],
    [{ backups: 1.5 }, 'backups must be an integer'],
    [{ backups: '' }, 'backups must be an integer'],
    [{ backups: -2 }, 'backups must be >= -1'],
    [{ backups: 2147483648 }, 'backups must be <= 2147483647'],
    [{ backups: '5' }, 'The server could not comply with the request since it is either malformed'],
    [{ x: 1, volumes: 1, y: 'z' }, 'Invalid input received: Bad key(s) in quota set: x, y'],
    [{ x: 1, volumes: 'z' }, 'volumes must be an integer'],
    [{ toString: 1 }, 'Invalid input received: Bad key(s) in quota set: toString'],
  ])('refuses %j', (members, text) => expect(() => quotaLimits(members, known)).toThrow(text));
});

describe('classLimits', () => {
  it('takes integers and digits', () => {
    expect(classLimits({ volumes: 5, backups: '07' }, known)).toEqual({ volumes: 5, backups: 7 });
  });

  it('refuses unknown names', () => {
    expect(() => classLimits({ volumes: 1, tenant_id: 2 }, known)).toThrow(
      'Invalid input received: Bad key(s) in quota class set: tenant_id',
    );
  });
});
