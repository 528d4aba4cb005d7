use crate::harness::TestEnv;

#[test]
fn exit_code_is_the_containers() {
    let env = TestEnv::busybox();
    env.run("run --rm --network none busybox sh -c 'exit 7'").code(7).silent();
}
