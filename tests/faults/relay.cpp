/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/faults/relay.h"

#include "engine/error.h"

#include <algorithm>

#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace LizSync;

namespace
{
  sockaddr_in loopback( int port )
  {
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl( INADDR_LOOPBACK );
    address.sin_port = htons( static_cast<uint16_t>( port ) );
    return address;
  }

  bool isReadable( int socket )
  {
    pollfd descriptor { socket, POLLIN, 0 };
    return poll( &descriptor, 1, 20 ) > 0;
  }

  bool sendAll( int socket, const char *data, ssize_t size )
  {
    while ( size > 0 )
    {
      const ssize_t sent = send( socket, data, static_cast<size_t>( size ), MSG_NOSIGNAL );
      if ( sent <= 0 )
        return false;
      data += sent;
      size -= sent;
    }
    return true;
  }
} // namespace

Relay::Relay( int serverPort )
  : mServerPort( serverPort )
{
  mListener = socket( AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0 );
  sockaddr_in address = loopback( 0 );
  socklen_t size = sizeof( address );
  if ( bind( mListener, reinterpret_cast<sockaddr *>( &address ), size ) != 0 || ::listen( mListener, 16 ) != 0 || getsockname( mListener, reinterpret_cast<sockaddr *>( &address ), &size ) != 0 )
    throw Error( QStringLiteral( "The relay cannot listen." ) );
  mPort = ntohs( address.sin_port );
  mAcceptor = std::thread( &Relay::accept, this );
}

Relay::~Relay()
{
  mEnding = true;
  mAcceptor.join();
  for ( std::thread &carrier : mCarriers )
    carrier.join();
  close( mListener );
}

void Relay::dropPackets( int socket, bool drop )
{
  // A program of the packet filter that keeps no byte of any packet, and so no packet.
  sock_filter none { BPF_RET | BPF_K, 0, 0, 0 };
  const sock_fprog program { 1, &none };
  if ( drop )
    setsockopt( socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof( program ) );
  else
  {
    // Linux wants an option where it needs none.
    const int unused = 0;
    setsockopt( socket, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof( unused ) );
  }
}

void Relay::closeWithReset( int socket )
{
  const linger none { 1, 0 };
  setsockopt( socket, SOL_SOCKET, SO_LINGER, &none, sizeof( none ) );
  close( socket );
}

void Relay::reset()
{
  mResetAfter = 0;
}

void Relay::silence()
{
  const std::lock_guard<std::mutex> lock( mMutex );
  mSilent = true;
  dropPackets( mListener, true );
  for ( const int client : mClients )
    dropPackets( client, true );
}

void Relay::mend()
{
  const std::lock_guard<std::mutex> lock( mMutex );
  ++mGeneration;
  mSilent = false;
  dropPackets( mListener, false );
  mBytes = 0;
  mResetAfter = -1;
}

void Relay::accept()
{
  while ( !mEnding )
  {
    if ( !isReadable( mListener ) )
      continue;
    const int client = ::accept4( mListener, nullptr, nullptr, SOCK_CLOEXEC );
    if ( client < 0 )
      continue;
    if ( mResetAfter >= 0 && mBytes >= mResetAfter )
    {
      closeWithReset( client );
      continue;
    }
    const int server = socket( AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0 );
    const sockaddr_in address = loopback( mServerPort );
    if ( connect( server, reinterpret_cast<const sockaddr *>( &address ), sizeof( address ) ) != 0 )
    {
      close( server );
      closeWithReset( client );
      continue;
    }
    const std::lock_guard<std::mutex> lock( mMutex );
    mClients.insert( client );
    mCarriers.emplace_back( &Relay::carry, this, client, server );
  }
}

void Relay::carry( int client, int server )
{
  const int generation = mGeneration;
  char block[4096];
  bool broken = false;
  bool ended = false;
  while ( !broken && !ended && !mEnding && generation == mGeneration )
  {
    pollfd descriptors[] { { client, POLLIN, 0 }, { server, POLLIN, 0 } };
    poll( descriptors, 2, 20 );
    for ( int i = 0; i < 2 && !broken && !ended; ++i )
    {
      if ( mSilent || !( descriptors[i].revents & ( POLLIN | POLLHUP | POLLERR ) ) )
        continue;
      const qint64 left = mResetAfter < 0 ? static_cast<qint64>( sizeof( block ) ) : std::min<qint64>( sizeof( block ), mResetAfter - mBytes );
      const ssize_t size = left > 0 ? recv( descriptors[i].fd, block, static_cast<size_t>( left ), 0 ) : 0;
      ended = left > 0 && ( size <= 0 || !sendAll( descriptors[1 - i].fd, block, size ) );
      mBytes += std::max<ssize_t>( size, 0 );
    }
    broken = mResetAfter >= 0 && mBytes >= mResetAfter;
  }
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mClients.erase( client );
  }
  if ( broken )
  {
    closeWithReset( client );
    closeWithReset( server );
    return;
  }
  close( client );
  close( server );
}
