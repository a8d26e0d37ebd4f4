import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admitRoute, admitVersion } from './admission.js';
import { callSpecKey, isOpen, type DeclaredCall } from './route-spec.js';

/** Runs the checks of a route before its handler; a check that fails throws the fault. */
@Injectable()
export class WireGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(host: ExecutionContext): boolean {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { route } = this.reflector.get<DeclaredCall>(callSpecKey, host.getHandler());
    if (route === undefined || route.unversioned === true) return true;
    if (isOpen(route)) admitVersion(request, reply);
    else admitRoute(request, reply, route);
    return true;
  }
}
