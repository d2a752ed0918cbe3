//! What a tab holds while it takes part, and how it acts on what it hears.

use super::{
    super::once::Once,
    Asked, Heard, Standing,
    ledger::{Ledger, Met},
    message::{CommandId, Message, TabId},
    seat::{Seat, Turn},
};
use js_sys::Uint8Array;
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};

struct Waiting {
    bytes: Vec<u8>,
    answer: Once<Vec<u8>>,
}

pub struct Inner {
    pub me: TabId,
    pub standing: Cell<Standing>,
    pub ledger: RefCell<Ledger>,
    name: String,
    heard: Rc<dyn Fn(Heard)>,
    seat: RefCell<Option<Seat>>,
    waiting: RefCell<HashMap<CommandId, Waiting>>,
    channel: Option<BroadcastChannel>,
    // Held for as long as the channel may call it.
    _listening: Option<Closure<dyn FnMut(MessageEvent)>>,
}

/// Takes a command off the waiting list when nobody waits any more.
pub struct Expected {
    inner: Rc<Inner>,
    id: CommandId,
}

impl Drop for Expected {
    fn drop(&mut self) {
        self.inner.waiting.borrow_mut().remove(&self.id);
    }
}

impl Inner {
    pub fn new(me: TabId, name: &str, heard: Rc<dyn Fn(Heard)>) -> Rc<Self> {
        let channel = BroadcastChannel::new(name).ok();
        Rc::new_cyclic(|weak: &Weak<Self>| {
            let listening = channel.as_ref().map(|channel| {
                let inner = Weak::clone(weak);
                let listening = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                    let message =
                        event.data().dyn_into::<Uint8Array>().ok().and_then(|bytes| Message::decode(&bytes.to_vec()));
                    if let (Some(inner), Some(message)) = (inner.upgrade(), message) {
                        inner.hear(message);
                    }
                });
                channel.set_onmessage(Some(listening.as_ref().unchecked_ref()));
                listening
            });
            Self {
                me,
                standing: Cell::new(Standing::Outside),
                ledger: RefCell::default(),
                name: name.to_owned(),
                heard,
                seat: RefCell::default(),
                waiting: RefCell::default(),
                channel,
                _listening: listening,
            }
        })
    }

    pub fn stand(self: &Rc<Self>) {
        if self.standing.get() != Standing::Outside {
            return;
        }
        self.standing.set(Standing::Following);
        let inner = Rc::downgrade(self);
        let seat = Seat::queue(&self.name, move |turn| {
            if let Some(inner) = inner.upgrade() {
                inner.turn(turn);
            }
        });
        if seat.is_none() {
            self.write_alone();
        }
        self.seat.replace(seat);
    }

    fn turn(self: &Rc<Self>, turn: Turn) {
        match turn {
            Turn::Seated => {
                self.standing.set(Standing::TakingOver);
                self.tell(Heard::Seated);
            }
            Turn::Unseated => {
                drop(self.leave());
                self.tell(Heard::Unseated);
            }
            Turn::Refused => self.write_alone(),
        }
    }

    fn write_alone(self: &Rc<Self>) {
        self.standing.set(Standing::Alone);
        self.deliver_all();
    }

    pub fn serve(self: &Rc<Self>) {
        if self.standing.get() == Standing::TakingOver {
            self.standing.set(Standing::Leading);
            self.post(&Message::Leads { from: self.me });
            self.deliver_all();
        }
    }

    /// Gives up the seat or the place in the queue; the caller lets it go.
    pub fn leave(&self) -> Option<Seat> {
        self.standing.set(Standing::Outside);
        self.ledger.borrow_mut().clear();
        self.seat.take()
    }

    pub fn close(&self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }

    /// Puts a command on the waiting list for as long as the answer is held.
    pub fn expect(self: &Rc<Self>, id: CommandId, bytes: Vec<u8>, answer: &Once<Vec<u8>>) -> Expected {
        self.waiting.borrow_mut().insert(id, Waiting { bytes, answer: answer.clone() });
        Expected { inner: Rc::clone(self), id }
    }

    /// Brings a waiting command to whoever writes.
    pub fn deliver(self: &Rc<Self>, id: CommandId) {
        let Some(bytes) = self.waiting.borrow().get(&id).map(|waiting| waiting.bytes.clone()) else { return };
        match self.standing.get() {
            Standing::Leading | Standing::Alone => self.take(id, self.me, bytes),
            Standing::Outside | Standing::Following => self.post(&Message::Command { id, from: self.me, bytes }),
            // It is delivered as soon as this tab serves.
            Standing::TakingOver => {}
        }
    }

    fn deliver_all(self: &Rc<Self>) {
        let ids: Vec<CommandId> = self.waiting.borrow().keys().copied().collect();
        for id in ids {
            self.deliver(id);
        }
    }

    /// Takes a command in hand, unless it already is, or was.
    fn take(self: &Rc<Self>, id: CommandId, from: TabId, bytes: Vec<u8>) {
        let met = self.ledger.borrow_mut().meet(id);
        match met {
            Met::New => {
                self.tell(Heard::Asked(Asked { id, bytes, from, inner: Rc::downgrade(self), answered: false }));
            }
            Met::Underway => {}
            Met::Answered(bytes) => self.bring(id, from, bytes),
        }
    }

    /// Keeps an answer and brings it. It is brought even when the seat was lost meanwhile: the command was done.
    pub fn answer(&self, id: CommandId, to: TabId, bytes: Vec<u8>) {
        if matches!(self.standing.get(), Standing::Leading | Standing::Alone) {
            self.ledger.borrow_mut().answer(id, bytes.clone());
        }
        self.bring(id, to, bytes);
    }

    fn bring(&self, id: CommandId, to: TabId, bytes: Vec<u8>) {
        if to == self.me {
            self.settle(id, bytes);
        } else {
            self.post(&Message::Answer { id, to, bytes });
        }
    }

    fn settle(&self, id: CommandId, bytes: Vec<u8>) {
        let waiting = self.waiting.borrow_mut().remove(&id);
        if let Some(waiting) = waiting {
            waiting.answer.settle(bytes);
        }
    }

    fn hear(self: &Rc<Self>, message: Message) {
        let standing = self.standing.get();
        let writes = standing == Standing::Leading;
        match message {
            Message::Hello { known, .. } if writes => {
                self.post(&Message::Leads { from: self.me });
                self.tell(Heard::Wants(known));
            }
            Message::Hello { .. } if standing == Standing::Alone => self.post(&Message::AlsoHere { from: self.me }),
            Message::AlsoHere { .. } if standing == Standing::Alone => self.tell(Heard::Company),
            Message::Leads { .. } if !writes => {
                self.deliver_all();
                self.tell(Heard::Led);
            }
            Message::Command { id, from, bytes } if writes => self.take(id, from, bytes),
            Message::Answer { id, to, bytes } if to == self.me => self.settle(id, bytes),
            Message::Records { from_seq, bytes } if !writes => self.tell(Heard::Records { from_seq, bytes }),
            Message::Active => self.tell(Heard::Active),
            Message::Locked => self.tell(Heard::Locked),
            Message::Cleared => self.tell(Heard::Cleared),
            Message::Replaced => self.tell(Heard::Replaced),
            _ => {}
        }
    }

    pub fn post(&self, message: &Message) {
        if let Some(channel) = &self.channel {
            // It fails only on a closed channel, where nobody is left to tell.
            let _ = channel.post_message(Uint8Array::from(message.encode().as_slice()).as_ref());
        }
    }

    /// Tells the session in a turn of its own, so that it may call back into this tab's part.
    fn tell(&self, what: Heard) {
        let heard = Rc::clone(&self.heard);
        spawn_local(async move { heard(what) });
    }
}
