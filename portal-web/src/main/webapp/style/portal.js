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
})();
