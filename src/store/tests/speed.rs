//! Figures, on demand:
//! `CORACLE_ROOTFS=rootfs.tar.gz cargo test --release --lib store::tests::speed -- --ignored --nocapture --test-threads=1`.
//! `CORACLE_STORE_BASE` names the directory in which the stores are made, else it is the temporary one.
#![allow(clippy::print_stderr)]

use std::time::{Duration, Instant};

use super::*;

/// Says how long `action` took, and how much processor time, which does not depend on what else the machine does.
fn measured<T>(what: &str, action: impl FnOnce() -> T) -> T {
    let cpu = || Duration::try_from(rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime)).unwrap();
    let (start, cpu_start) = (Instant::now(), cpu());
    let result = action();
    let (wall, cpu) = (start.elapsed().as_secs_f64() * 1000.0, (cpu() - cpu_start).as_secs_f64() * 1000.0);
    eprintln!("{what}: {wall:.1} ms, {cpu:.1} ms of processor time");
    result
}

fn base() -> std::path::PathBuf {
    std::env::var_os("CORACLE_STORE_BASE").map_or_else(std::env::temp_dir, Into::into)
}

fn rootfs() -> Box<dyn std::io::Read + Send> {
    let file = File::open(std::env::var_os("CORACLE_ROOTFS").unwrap()).unwrap();
    crate::archive::decompress(std::io::BufReader::with_capacity(128 << 10, file)).unwrap().1
}

#[test]
#[ignore = "measures, with a file that the caller names"]
fn layer() {
    let dir = tempfile::tempdir_in(base()).unwrap();
    let store = Store::open(&dir.path().join("store")).unwrap();
    measured("decompress only", || std::io::copy(&mut rootfs(), &mut std::io::sink()).unwrap());
    let info = measured("add", || store.add_layer(rootfs(), None).unwrap());
    eprintln!("{} entries, {} MB", info.entries, info.size >> 20);
    measured("export", || store.export_layer(&info.diff_id, std::io::sink()).unwrap());
    let image = measured("put image", || put_image(&store, "{}", &[info.diff_id]));
    measured("collect nothing", || store.collect().unwrap());
    measured("remove image", || store.remove_image(&image.id).unwrap());
    assert_empty(&store);
}

#[test]
#[ignore = "measures"]
fn lists() {
    let dir = tempfile::tempdir_in(base()).unwrap();
    let store = Store::open(&dir.path().join("store")).unwrap();
    let layers: Vec<Digest> = (0..5).map(|n| add(&store, &one_file("f", &[n])).diff_id).collect();
    for n in 0..500 {
        let image = put_image(&store, &format!("{{\"created\":\"2020-01-01T00:00:00Z\",\"n\":{n}}}"), &layers);
        store.tag(&format!("docker.io/library/image-{n}:latest").parse().unwrap(), &image.id).unwrap();
    }
    for _ in 0..3 {
        measured("open", || Store::open(store.path()).unwrap());
        assert_eq!(measured("500 images", || store.images().unwrap()).len(), 500);
        measured("resolve", || store.resolve_image("docker.io/library/image-7:latest").unwrap().unwrap());
    }
}
