	const rows = [{n: 'Acme', l: 'US'}];
export default () => <table><tr><th>Name</th><th>Location</th></tr>{rows.map(r => <tr><td>{r.n}</td><td>{r.l}</td></tr>)}</table>;
