import { Controller, Get } from '@nestjs/common';
import { PathParam, Route, RowPolicy } from '../../src/api/http/routing/decorators.js';
import { ask } from './support/ask.js';
import { startApi } from './support/static-api.js';

@Controller()
class Undeclared {
  @Get('/v3/secret')
  secret(): object {
    return {};
  }
}

@Controller()
class Repeated {
  @Route({ method: 'GET', path: 'limits', status: 200, policy: null })
  limits(): object {
    return {};
  }
}

@Controller()
class Unfilled {
  @Route({ method: 'GET', path: 'unfilled/:id', status: 200, policy: null })
  show(@PathParam() id: string, other: string): object {
    return { id, other };
  }
}

@Controller()
class Careless {
  @Route({ method: 'GET', path: 'careless/:id', status: 200, policy: 'backup:get', enforce: 'row' })
  show(): object {
    return { secret: 1 };
  }

  @Route({ method: 'GET', path: 'careful/:id', status: 200, policy: 'backup:get', enforce: 'row' })
  careful(@RowPolicy() authorize: (project: string) => void): object {
    authorize('abc');
    return { ok: true };
  }
}

describe('the start of the API', () => {
  it('is refused when a route declares no policy', async () => {
    await expect(startApi({}, [Undeclared])).rejects.toThrow('Undeclared.secret is a route without @Route');
  });

  it('is refused when two handlers want one route', async () => {
    await expect(startApi({}, [Repeated])).rejects.toThrow('Two handlers for GET /v3/limits.');
  });

  it('is refused when nothing says what a parameter of a handler is', async () => {
    await expect(startApi({}, [Unfilled])).rejects.toThrow(
      'Unfilled.show has a parameter without a decorator',
    );
  });

  it('lets no answer out of a handler that forgot to check its row', async () => {
    const api = await startApi({}, [Careless]);
    try {
      const headers = { 'X-Auth-Token': 'a:abc' };
      const forgotten = await ask(api.port, { target: '/v3/careless/1', headers });
      expect([forgotten.status, forgotten.text.includes('secret')]).toEqual([500, false]);
      expect((await ask(api.port, { target: '/v3/careful/1', headers })).status).toBe(200);
    } finally {
      await api.close();
    }
  });
});
