(() => {
  const svg = document.getElementById('map'); if (!svg) return;
  const box = svg.parentElement, all = svg.getAttribute('viewBox').split(' ').map(Number);
  let [x, y, w, h] = all; const held = new Map(); let apart = 0;
  const show = () => {
    svg.setAttribute('viewBox', `${x} ${y} ${w} ${h}`);
    const r = svg.getBoundingClientRect();
    svg.style.setProperty('--k', Math.max(w / r.width, h / r.height) * (r.width < 560 ? 0.7 : 1));
    box.classList.toggle('near', w < all[2] * 0.99);
  };
  const at = e => { const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse()); return [p.x, p.y]; };
  const zoom = (f, px = x + w / 2, py = y + h / 2) => {
    const to = Math.min(all[2], Math.max(all[2] / 400, w * f)); f = to / w;
    x = px - (px - x) * f; y = py - (py - y) * f; w = to; h *= f; keep(); show();
  };
  const keep = () => {
    x = Math.min(Math.max(x, all[0] - w / 2), all[0] + all[2] - w / 2);
    y = Math.min(Math.max(y, all[1] - h / 2), all[1] + all[3] - h / 2);
    if (w >= all[2]) [x, y, w, h] = all;
  };
  svg.addEventListener('wheel', e => { e.preventDefault(); zoom(e.deltaY > 0 ? 1.25 : 0.8, ...at(e)); }, { passive: false });
  svg.addEventListener('pointerdown', e => { held.set(e.pointerId, [e.clientX, e.clientY]); if (w < all[2] || e.pointerType === 'mouse') svg.setPointerCapture(e.pointerId); });
  svg.addEventListener('pointermove', e => {
    const from = held.get(e.pointerId); if (!from) return;
    held.set(e.pointerId, [e.clientX, e.clientY]);
    if (held.size === 2) {
      const [a, b] = [...held.values()], now = Math.hypot(a[0] - b[0], a[1] - b[1]);
      if (apart && now) zoom(apart / now, ...at({ clientX: (a[0] + b[0]) / 2, clientY: (a[1] + b[1]) / 2 }));
      apart = now; return;
    }
    if (w >= all[2]) return;
    const m = svg.getScreenCTM(); x -= (e.clientX - from[0]) / m.a; y -= (e.clientY - from[1]) / m.d; keep(); show();
  });
  for (const end of ['pointerup', 'pointercancel']) svg.addEventListener(end, e => { held.delete(e.pointerId); apart = 0; });
  svg.addEventListener('keydown', e => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (step && w < all[2]) { x += step[0] * w / 8; y += step[1] * h / 8; keep(); show(); e.preventDefault(); }
    if (e.key === '+' || e.key === '=') zoom(0.7); if (e.key === '-') zoom(1 / 0.7);
  });
  document.querySelectorAll('[data-zoom]').forEach(b => b.addEventListener('click', () => { const f = +b.dataset.zoom; if (f) zoom(f); else { [x, y, w, h] = all; show(); } }));
  document.querySelectorAll('[data-x]').forEach(b => b.addEventListener('click', () => {
    const part = Math.min(1, Math.max(0.02, 3000 / all[2])); w = all[2] * part; h = all[3] * part;
    x = +b.dataset.x - w / 2; y = +b.dataset.y - h / 2; keep(); show();
    box.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }));
  addEventListener('resize', show); show();
})();
