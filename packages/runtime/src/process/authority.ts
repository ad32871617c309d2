import { getJwks, getPermissionSet, listRevocations, type Operation, type OutputOf } from '@safiri/contracts/declaring';
import type { Authority } from '../service.ts';
import type { CallPeer, PeerAnswer } from '../peers.ts';

/** Auth, asked over HTTP: of its own accord, for no user. */
export function authorityByPeers(callPeer: CallPeer): Authority {
  const nothing = { params: {}, query: {}, body: undefined };
  return {
    jwks: async () => valueOf<typeof getJwks>(await callPeer(getJwks, nothing, null)),
    listRevocations: async (since) =>
      valueOf<typeof listRevocations>(await callPeer(listRevocations, { ...nothing, query: { since } }, null)),
    permissionSet: async (hash) => {
      const answer = await callPeer(getPermissionSet, { ...nothing, params: { hash } }, null);
      return !answer.ok && answer.code === 'NOT_FOUND' ? undefined : valueOf<typeof getPermissionSet>(answer);
    },
  };
}

function valueOf<Op extends Operation>(answer: PeerAnswer<Op>): OutputOf<Op> {
  if (answer.ok) return answer.value;
  throw new Error(`auth says ${answer.code}: ${answer.detail}`);
}
