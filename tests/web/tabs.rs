use crate::page::{Staged, fresh};
use js_sys::Uint8Array;
use spaceward::session::browser::{
    once::Once,
    tabs::{Asked, CommandId, Heard, Message, Standing, TabId, Tabs},
};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{BroadcastChannel, MessageEvent};

/// Milliseconds that a test waits for what must come; it does not wait for what must not.
const PATIENCE: u32 = 20_000;

/// What the tabs of one test share in place of the storage: the commands done, in order, with their ids.
type Journal = Rc<RefCell<Vec<(CommandId, Vec<u8>)>>>;

/// A tab whose session keeps what it hears, to be taken one by one.
struct Tab {
    tabs: Tabs,
    heard: Rc<RefCell<(VecDeque<Heard>, Once<()>)>>,
}

impl Tab {
    fn open(name: &str) -> Self {
        let heard = Rc::new(RefCell::new((VecDeque::new(), Once::default())));
        let keep = Rc::clone(&heard);
        let tabs = Tabs::join(name, move |what| {
            let mut heard = keep.borrow_mut();
            heard.0.push_back(what);
            heard.1.settle(());
        });
        Self { tabs: tabs.unwrap(), heard }
    }

    /// The next thing heard for which `wanted` has an answer; others are passed over.
    async fn hears<T>(&self, wanted: impl Fn(Heard) -> Option<T>) -> T {
        loop {
            let next = self.heard.borrow_mut().0.pop_front();
            if let Some(found) = next.and_then(&wanted) {
                return found;
            }
            if self.heard.borrow().0.is_empty() {
                let wait = Once::default();
                self.heard.borrow_mut().1 = wait.clone();
                wait.within(PATIENCE).await.expect("nothing more was heard");
            }
        }
    }

    async fn seated(&self) {
        self.hears(|heard| matches!(heard, Heard::Seated).then_some(())).await;
    }

    async fn asked(&self) -> Asked {
        self.hears(|heard| if let Heard::Asked(asked) = heard { Some(asked) } else { None }).await
    }

    async fn leads(name: &str) -> Self {
        let tab = Self::open(name);
        tab.tabs.stand(0);
        tab.seated().await;
        tab.tabs.serve();
        tab
    }

    /// What a session does with a command: nothing twice, and the id is stored with what was done.
    fn does(asked: &Asked, journal: &Journal) {
        let mut journal = journal.borrow_mut();
        if !journal.iter().any(|(id, _)| *id == asked.id) {
            journal.push((asked.id, asked.bytes.clone()));
        }
    }
}

/// The answers for one tab, as they pass on the channel.
struct Answers {
    _channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    next: Rc<RefCell<(u32, Once<()>)>>,
}

impl Answers {
    fn to(name: &str, tab: TabId) -> Self {
        let channel = BroadcastChannel::new(name).unwrap();
        let next = Rc::new(RefCell::new((0, Once::default())));
        let keep = Rc::clone(&next);
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes: Uint8Array = event.data().dyn_into().unwrap();
            if matches!(Message::decode(&bytes.to_vec()), Some(Message::Answer { to, .. }) if to == tab) {
                let mut next = keep.borrow_mut();
                next.0 += 1;
                next.1.settle(());
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Self { _channel: channel, _heard: heard, next }
    }

    async fn next(&self) {
        while self.next.borrow().0 == 0 {
            let wait = Once::default();
            self.next.borrow_mut().1 = wait.clone();
            wait.within(PATIENCE).await.expect("no answer came");
        }
        self.next.borrow_mut().0 -= 1;
    }
}

/// Runs two futures side by side.
async fn both<A, B>(one: impl Future<Output = A>, two: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut two) = (Box::pin(one), Box::pin(two));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(move |context| {
        if first.is_none()
            && let std::task::Poll::Ready(value) = one.as_mut().poll(context)
        {
            first = Some(value);
        }
        if second.is_none()
            && let std::task::Poll::Ready(value) = two.as_mut().poll(context)
        {
            second = Some(value);
        }
        match (first.take(), second.take()) {
            (Some(one), Some(two)) => std::task::Poll::Ready((one, two)),
            (one, two) => {
                (first, second) = (one, two);
                std::task::Poll::Pending
            }
        }
    })
    .await
}

#[wasm_bindgen_test]
async fn vlt_9_one_tab_writes_and_the_next_takes_over_when_it_goes() {
    let name = fresh("tabs");
    let first = Tab::leads(&name).await;
    let second = Tab::open(&name);
    second.tabs.stand(5);
    assert_eq!(first.hears(|heard| if let Heard::Wants(known) = heard { Some(known) } else { None }).await, 5);
    assert_eq!((first.tabs.standing(), second.tabs.standing()), (Standing::Leading, Standing::Following));

    first.tabs.committed(5, b"sealed".to_vec());
    let followed = second
        .hears(|heard| if let Heard::Records { from_seq, bytes } = heard { Some((from_seq, bytes)) } else { None })
        .await;
    assert_eq!(followed, (5, b"sealed".to_vec()));

    let locked = Tab::open(&name);
    drop(first);
    second.seated().await;
    assert_eq!(second.tabs.standing(), Standing::TakingOver);
    second.tabs.serve();
    assert_eq!(second.tabs.standing(), Standing::Leading);
    locked.hears(|heard| matches!(heard, Heard::Led).then_some(())).await;
    assert_eq!(locked.tabs.standing(), Standing::Outside);
}

#[wasm_bindgen_test]
async fn vlt_9_a_command_sent_many_times_is_done_once() {
    let name = fresh("tabs");
    let writer = Tab::leads(&name).await;
    let (other, me, id) = (BroadcastChannel::new(&name).unwrap(), TabId([7; 16]), CommandId([9; 16]));
    let answers = Answers::to(&name, me);
    let post = |id, bytes: &[u8]| {
        let command = Message::Command { id, from: me, bytes: bytes.to_vec() };
        other.post_message(&Uint8Array::from(command.encode().as_slice())).unwrap();
    };
    post(id, b"rename");
    post(id, b"rename");
    // A later command comes after all before it: nothing else is handed over first.
    post(CommandId([1; 16]), b"while underway");
    let asked = writer.asked().await;
    assert_eq!(asked.bytes, b"rename");
    assert_eq!(writer.asked().await.bytes, b"while underway");

    asked.answer(b"done".to_vec());
    answers.next().await;
    post(id, b"rename");
    answers.next().await;
    post(CommandId([2; 16]), b"once answered");
    assert_eq!(writer.asked().await.bytes, b"once answered");
    other.close();
}

#[wasm_bindgen_test]
async fn vlt_9_a_command_done_by_a_writer_that_went_is_answered_and_not_done_again() {
    let name = fresh("tabs");
    let journal = Journal::default();
    let first = Tab::leads(&name).await;
    let second = Tab::open(&name);
    let third = Tab::open(&name);
    second.tabs.stand(0);
    let id = Tabs::command_id().unwrap();

    let (answer, ()) = both(third.tabs.ask(id, b"create".to_vec()), async {
        let asked = first.asked().await;
        Tab::does(&asked, &journal);
        // It stores the record and goes before it answers.
        drop((asked, first));
        second.seated().await;
        second.tabs.serve();
        let asked = second.asked().await;
        Tab::does(&asked, &journal);
        asked.answer(b"created".to_vec());
    })
    .await;

    assert_eq!(answer, Ok(b"created".to_vec()));
    assert_eq!(*journal.borrow(), [(id, b"create".to_vec())]);
}

#[wasm_bindgen_test]
async fn vlt_9_a_follower_that_becomes_the_writer_does_its_own_command() {
    let name = fresh("tabs");
    let first = Tab::leads(&name).await;
    let second = Tab::open(&name);
    second.tabs.stand(0);
    let id = Tabs::command_id().unwrap();

    let (answer, ()) = both(second.tabs.ask(id, b"create".to_vec()), async {
        drop((first.asked().await, first));
        second.seated().await;
        second.tabs.serve();
        let asked = second.asked().await;
        assert_eq!(asked.id, id);
        asked.answer(b"created".to_vec());
    })
    .await;

    assert_eq!(answer, Ok(b"created".to_vec()));
}

#[wasm_bindgen_test]
async fn vlt_6_locking_reaches_every_tab_and_frees_the_seat() {
    let name = fresh("tabs");
    let (first, second) = (Tab::leads(&name).await, Tab::open(&name));
    second.tabs.stand(0);

    first.tabs.locked();
    first.tabs.step_down().await;

    second.hears(|heard| matches!(heard, Heard::Locked).then_some(())).await;
    assert_eq!(first.tabs.standing(), Standing::Outside);
    second.tabs.step_down().await;
    // Nobody stands: the seat is free for whoever is unlocked first, also for one that left before.
    first.tabs.stand(0);
    first.seated().await;
}

#[wasm_bindgen_test]
async fn vlt_9_without_locks_a_tab_writes_alone_and_hears_of_company() {
    let _staged = Staged::new(
        "Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined }); () => delete navigator.locks",
    );
    let name = fresh("tabs");
    let (first, second) = (Tab::open(&name), Tab::open(&name));
    first.tabs.stand(0);
    assert_eq!(first.tabs.standing(), Standing::Alone);
    let id = Tabs::command_id().unwrap();
    let (answer, ()) = both(first.tabs.ask(id, b"own".to_vec()), async {
        first.asked().await.answer(b"done".to_vec());
    })
    .await;
    assert_eq!(answer, Ok(b"done".to_vec()));

    second.tabs.stand(0);
    second.hears(|heard| matches!(heard, Heard::Company).then_some(())).await;
}

#[wasm_bindgen_test]
async fn what_others_of_the_origin_say_is_passed_over() {
    let name = fresh("tabs");
    let tab = Tab::open(&name);
    let other = BroadcastChannel::new(&name).unwrap();
    let mut older = Message::Locked.encode();
    older[0] = 0;
    let mut longer = Message::Locked.encode();
    longer.push(0);
    for bytes in [&b""[..], b"\x01", b"\x01\xff\xff\xff", &older, &longer] {
        other.post_message(&Uint8Array::from(bytes)).unwrap();
    }
    other.post_message(&"Locked".into()).unwrap();
    other.post_message(&Uint8Array::from(Message::Cleared.encode().as_slice())).unwrap();
    tab.hears(|heard| match heard {
        Heard::Cleared => Some(()),
        _ => panic!("something of the others was heard"),
    })
    .await;
    other.close();
}
