import { code } from '../../display/names';
import { didYouMean } from '../didYouMean';
import type { Hint } from '../kind';

/** SQLAlchemy finds out at the first use of the proxy (`ext/associationproxy.py`). */
export const associationProxyUnknown: Hint = {
  kind: {
    code: 'association-proxy-unknown',
    ids: ['H-PROXY'],
    severity: 'warning',
    summary: 'An association proxy names an attribute that does not exist',
    word: (fault) => {
      const [proxy, owner, name] = ['proxy', 'owner', 'name'].map((key) => String(fault.data?.[key] ?? ''));
      const candidates = fault.data?.['candidates'];
      const choices = Array.isArray(candidates) ? candidates.map(String) : [];
      return `The association proxy ${code(proxy ?? '')} reads ${code(name ?? '')}, but ${code(owner ?? '')} has no such attribute${didYouMean(name ?? '', choices)}`;
    },
  },
  find: (graph) =>
    graph.mappers.flatMap((mapper) =>
      [...mapper.descriptors.values()].flatMap((descriptor) => {
        const { targetCollection, attribute, name, call } = descriptor;
        if (descriptor.kind !== 'associationProxy' || targetCollection === undefined || mapper.openReason !== undefined) return [];
        const base = { id: 'H-PROXY', phase: 'configure' as const, mapper, className: mapper.name };
        const property = mapper.properties.get(targetCollection);
        if (property === undefined && !mapper.descriptors.has(targetCollection)) {
          const data = { proxy: `${mapper.name}.${name}`, owner: mapper.name, name: targetCollection, candidates: [...mapper.properties.keys()] };
          return [{ ...base, anchor: call?.args[0]?.anchor ?? descriptor.anchor, data }];
        }
        const target = property?.kind === 'relationship' ? property.target : undefined;
        if (target === undefined || attribute === undefined || target.openReason !== undefined) return [];
        const isKnown = target.properties.has(attribute) || target.descriptors.has(attribute) || target.cls.mro.some((cls) => cls.namespace.has(attribute));
        if (isKnown || target.cls.externalBases.length > 0 && target.cls.dynamicBase !== undefined) return [];
        const data = { proxy: `${mapper.name}.${name}`, owner: target.name, name: attribute, candidates: [...target.properties.keys()] };
        return [{ ...base, anchor: call?.args[1]?.anchor ?? descriptor.anchor, data }];
      }),
    ),
};
