//! A value that a callback brings once, and a future that waits for it.
//!
//! The browser answers through events; the console awaits. This is the joint between the two: the first value wins,
//! later ones are dropped, and a clock can be set to bring a value when nobody else does.

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// A place for one value; clones are the same place.
pub struct Once<T>(Rc<RefCell<Place<T>>>);

struct Place<T> {
    value: Option<T>,
    settled: bool,
    waker: Option<Waker>,
}

impl<T> Clone for Once<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(Place { value: None, settled: false, waker: None })))
    }
}

impl<T: 'static> Once<T> {
    /// Brings the value. Only the first call counts.
    pub fn settle(&self, value: T) {
        let waker = {
            let mut place = self.0.borrow_mut();
            if place.settled {
                return;
            }
            place.settled = true;
            place.value = Some(value);
            place.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Brings `value` after so many milliseconds unless another came first. Dropping the answer stops the clock.
    #[must_use = "dropping it stops the clock"]
    pub fn settle_after(&self, milliseconds: u32, value: T) -> Timeout {
        let place = self.clone();
        Timeout::new(milliseconds, move || place.settle(value))
    }

    /// The value if it comes within so many milliseconds. The place stays open: it can be waited for again.
    pub async fn within(&self, milliseconds: u32) -> Option<T> {
        let mut value = self.clone();
        let mut clock = TimeoutFuture::new(milliseconds);
        std::future::poll_fn(move |context| {
            if let Poll::Ready(value) = Pin::new(&mut value).poll(context) {
                return Poll::Ready(Some(value));
            }
            Pin::new(&mut clock).poll(context).map(|()| None)
        })
        .await
    }
}

impl<T> Future for Once<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut place = self.0.borrow_mut();
        if let Some(value) = place.value.take() {
            return Poll::Ready(value);
        }
        place.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
