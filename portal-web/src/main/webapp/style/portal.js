// The little that the shell needs: fold the navigation, close what is open. Everything works without it except folding.
(function () {
  'use strict';
  var root = document.documentElement;
  try { if (localStorage.getItem('nav') === 'folded') { root.classList.add('folded'); } } catch (e) { /* no storage: stays unfolded */ }

  function closeOpen(except) {
    document.querySelectorAll('details.menu[open], details.why[open]').forEach(function (d) {
      if (!except || !d.contains(except)) { d.open = false; }
    });
  }
  document.addEventListener('click', function (e) {
    var t = e.target;
    if (t.closest('.nav-fold')) {
      var folded = root.classList.toggle('folded');
      try { localStorage.setItem('nav', folded ? 'folded' : 'open'); } catch (x) { /* not kept */ }
      return;
    }
    if (t.closest('.nav-open')) { root.classList.toggle('nav-shown'); return; }
    if (!t.closest('.shell-nav')) { root.classList.remove('nav-shown'); }
    if (t.closest('.drawer-close')) { closeOpen(); return; }
    closeOpen(t);
  });
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape') {
      var open = document.querySelector('details.menu[open] > summary, details.why[open] > summary');
      closeOpen();
      root.classList.remove('nav-shown');
      if (open) { open.focus(); }
    }
    if (e.key === '/' && !/^(input|textarea|select)$/i.test(e.target.tagName)) {
      var box = document.querySelector('.top-search input');
      if (box) { e.preventDefault(); box.focus(); }
    }
  });

  // A table that a phone shows as cards: each cell says what it is by its column's heading. Without it the cells stand alone.
  var narrow = window.matchMedia('(max-width: 760px)');
  function nameCells() {
    if (!narrow.matches) { return; }
    document.querySelectorAll('table.as-cards').forEach(function (table) {
      var heads = table.tHead && table.tHead.rows.length ? table.tHead.rows[0].cells : [];
      table.querySelectorAll(':scope > :is(tbody, tfoot) > tr').forEach(function (row) {
        var at = 0, total = row.parentNode.tagName === 'TFOOT';
        Array.prototype.forEach.call(row.cells, function (cell) {
          var head = heads[at];
          at += cell.colSpan;
          if (head && !cell.dataset.label && cell.textContent.trim() && head.textContent.trim() && (total ? cell !== row.cells[0] : /\b(side|also)\b/.test(cell.className))) {
            cell.dataset.label = head.textContent.trim();
          }
        });
      });
    });
  }
  nameCells();
  narrow.addEventListener('change', nameCells);
  new MutationObserver(nameCells).observe(document.body || root, { childList: true, subtree: true });

  // Tabs that do not fit: the one that is open is in sight.
  window.addEventListener('load', function () {
    document.querySelectorAll('.tabs a[aria-current]').forEach(function (tab) {
      var row = tab.closest('.tabs');
      row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.offsetWidth) / 2;
    });
  });

  // A file that was made a moment ago comes by itself, once. Without it its button remains.
  window.addEventListener('load', function () {
    var made = document.querySelector('button[data-now="file"]');
    if (made) {
      var here = new URL(location.href);
      here.searchParams.delete('file');
      history.replaceState(null, '', here);
      made.click();
    }
  });

  // Offers: one key answers, the deadline shrinks while one looks at it. Without it buttons and the bar of the page's moment remain.
  document.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(input|textarea|select)$/i.test(e.target.tagName)) { return; }
    var to = /^[a-z]$/i.test(e.key) ? document.querySelector('[data-key="' + e.key.toLowerCase() + '"]') : null;
    if (to) {
      e.preventDefault();
      to.click();
      var box = to.parentElement && to.tagName === 'SUMMARY' ? to.parentElement.querySelector('select') : null;
      if (box) { box.focus(); }
    }
  });
  var loaded = Date.now();
  function shrink() {
    document.querySelectorAll('progress.deadline[data-until]').forEach(function (bar) {
      var now = Number(bar.dataset.now) + Date.now() - loaded;
      var left = (Number(bar.dataset.until) - now) / Math.max(1, Number(bar.dataset.until) - Number(bar.dataset.from));
      bar.value = Math.max(0, Math.min(100, left * 100));
      bar.classList.toggle('over', left <= 0);
      bar.classList.toggle('short', left > 0 && left < 0.25);
    });
  }
  if (document.querySelector('progress.deadline[data-until]')) { setInterval(shrink, 5000); }
})();
