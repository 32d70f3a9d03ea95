const eu = ['DE'] as const;
export const vendors: V[] = [{name: 'Acme', purpose: `Mail ${eu[0]}`, location: 'US'}, {name: 'Bolt', purpose: 'Hosting', location: eu.join(', ')}];
